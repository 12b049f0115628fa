package io.doppel.models.pull;

import java.net.URI;

/// A file of a model on a server.
///
/// @param path where it goes in the model's folder
/// @param bytes its size
record RemoteFile(String path, URI uri, long bytes, Checksum checksum) {}
