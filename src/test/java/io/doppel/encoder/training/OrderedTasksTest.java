package io.doppel.encoder.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.work.RightOfWay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {

  @Test
  void tasks_of_long_work_give_way_to_questions_and_others_do_not() {
    assertThat(RightOfWay.<List<Boolean>, RuntimeException>behind(OrderedTasksTest::areBehind)).containsOnly(true);
    assertThat(areBehind()).containsOnly(false);
  }

  private static List<Boolean> areBehind() {
    List<Boolean> received = new ArrayList<>();
    List<Callable<Boolean>> tasks = Collections.nCopies(5, RightOfWay::isBehind);
    try (OrderedTasks ordered = new OrderedTasks(2)) {
      ordered.run("looking", tasks, (_, behind) -> received.add(behind));
    }
    assertThat(received).hasSize(5);
    return received;
  }
}
