package io.doppel.mcp;

import io.doppel.index.query.Filter;
import java.util.concurrent.Callable;

/// Who asks through an assistant: what that may see, and where it is computed.
public interface Caller {

  /// What a tool takes.
  enum Need {
    /// A search, within the filter of the caller; light.
    SEARCH,
    /// Looks at what is there; light.
    READ,
    /// Seconds of a core and more.
    HEAVY
  }

  /// Whoever started this program: sees everything, and is not counted.
  Caller LOCAL =
      new Caller() {
        @Override
        public boolean sees(String collection) {
          return true;
        }

        @Override
        public Filter filter() {
          return Filter.EVERYTHING;
        }

        @Override
        public <T> T run(Need need, String read, Callable<T> work) throws Exception {
          return work.call();
        }
      };

  /// Whether a collection is there for the caller. What is not looks as if it did not exist.
  boolean sees(String collection);

  /// Which documents a search may find.
  Filter filter();

  /// Does what a tool does, where the caller's work is done, and counts it.
  ///
  /// @param read the text that the model is to read, empty for none
  /// @throws ToolException if the caller may not, or asks for too much
  <T> T run(Need need, String read, Callable<T> work) throws Exception;
}
