package io.doppel.encoder.graph.gradient;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.OnnxNode.Attribute;
import io.doppel.encoder.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Writes the operations of a gradient. It knows the shape of every value, and makes an operation that is asked for
/// twice only once. Where a shape of the forward graph is needed, that graph gives it, so that no activation is kept
/// for its shape alone.
final class Emitter {

  private static final int AXES_OF_SUM_ARE_INPUTS_FROM = 13;
  private static final int AXES_OF_MEAN_ARE_INPUTS_FROM = 18;

  private final String prefix;
  private final long operatorSet;
  private final Map<String, Shape> shapes;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxNode> forward = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, String> made = new HashMap<>();

  /// @param prefix what the names of all new values begin with
  Emitter(String prefix, long operatorSet, Map<String, Shape> shapes) {
    this.prefix = prefix;
    this.operatorSet = operatorSet;
    this.shapes = new HashMap<>(shapes);
  }

  /// The operations of the gradient so far, in their order.
  List<OnnxNode> nodes() {
    return nodes;
  }

  /// Operations to be added to the forward graph.
  List<OnnxNode> forward() {
    return forward;
  }

  Collection<Constant> constants() {
    return constants.values();
  }

  Shape shape(String value) {
    Shape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalStateException("no shape is known of " + value);
    }
    return shape;
  }

  void shape(String value, Shape shape) {
    shapes.put(value, shape);
  }

  String emit(String operator, Shape shape, List<String> inputs, Attribute... attributes) {
    return emit(nodes, operator, shape, inputs, attributes);
  }

  private String emit(List<OnnxNode> into, String operator, Shape shape, List<String> inputs, Attribute... attributes) {
    String key = operator + inputs + Arrays.stream(attributes).map(a -> a.name() + a.value()).toList();
    return made.computeIfAbsent(
        key,
        _ -> {
          String result = "%s %d %s".formatted(prefix, made.size(), operator);
          into.add(OnnxNode.of(operator, "", inputs, List.of(result), attributes));
          shapes.put(result, shape);
          return result;
        });
  }

  String number(double value) {
    String name = prefix + " number " + (float) value;
    constants.computeIfAbsent(name, _ -> Constant.of(name, List.of(), (float) value));
    shapes.put(name, new Shape(List.of()));
    return name;
  }

  /// Values of a shape, row-major.
  String values(String what, Shape shape, float... values) {
    String name = prefix + " " + what;
    List<Long> sizes = shape.sizes().stream().map(Shape.Size::first).toList();
    constants.computeIfAbsent(name, _ -> Constant.of(name, sizes, values));
    shapes.put(name, shape);
    return name;
  }

  String integers(List<Long> values) {
    String name = prefix + " integers " + values;
    constants.computeIfAbsent(name, _ -> Constant.of(name, values));
    shapes.put(name, Shape.of(List.of((long) values.size())));
    return name;
  }

  String add(String a, String b) {
    return each("Add", a, b);
  }

  String subtract(String a, String b) {
    return each("Sub", a, b);
  }

  String multiply(String a, String b) {
    return each("Mul", a, b);
  }

  String divide(String a, String b) {
    return each("Div", a, b);
  }

  String scale(String a, double factor) {
    return factor == 1 ? a : multiply(a, number(factor));
  }

  String each(String operator, String a, String b) {
    return emit(operator, shape(a).broadcast(shape(b)), List.of(a, b));
  }

  String each(String operator, String a) {
    return emit(operator, shape(a), List.of(a));
  }

  String sum(String a, List<Integer> dimensions, boolean kept) {
    return reduce("ReduceSum", operatorSet >= AXES_OF_SUM_ARE_INPUTS_FROM, a, dimensions, kept);
  }

  String mean(String a, List<Integer> dimensions) {
    return reduce("ReduceMean", operatorSet >= AXES_OF_MEAN_ARE_INPUTS_FROM, a, dimensions, true);
  }

  private String reduce(String operator, boolean asInput, String a, List<Integer> dimensions, boolean kept) {
    Shape shape = shape(a).reduced(dimensions, kept);
    Attribute keep = Attribute.integer("keepdims", kept ? 1 : 0);
    return asInput
        ? emit(operator, shape, List.of(a, integers(longs(dimensions))), keep)
        : emit(operator, shape, List.of(a), Attribute.integers("axes", dimensions), keep);
  }

  String unsqueezed(String a, List<Integer> dimensions, Shape shape) {
    return operatorSet >= AXES_OF_SUM_ARE_INPUTS_FROM
        ? emit("Unsqueeze", shape, List.of(a, integers(longs(dimensions))))
        : emit("Unsqueeze", shape, List.of(a), Attribute.integers("axes", dimensions));
  }

  private String shapeOf(String value) {
    return emit(forward, "Shape", Shape.of(List.of((long) shape(value).rank())), List.of(value));
  }

  /// `a` in the shape of `value`, which has as many elements.
  String reshaped(String a, String value) {
    Shape shape = shape(value);
    return shape(a).equals(shape) ? a : emit("Reshape", shape, List.of(a, runtimeShape(value)));
  }

  /// `a` repeated to the shape of `value`.
  String expanded(String a, String value) {
    Shape shape = shape(value);
    return shape(a).equals(shape) ? a : emit("Expand", shape, List.of(a, runtimeShape(value)));
  }

  private String runtimeShape(String value) {
    Shape shape = shape(value);
    return shape.isFixed() ? integers(shape.sizes().stream().map(Shape.Size::first).toList()) : shapeOf(value);
  }

  /// How many elements of `value` there are to one of `part`, as a number known when the graph runs.
  String ratio(String value, String part) {
    Shape one = new Shape(List.of());
    List<String> counts =
        List.of(value, part).stream()
            .map(each ->
                emit(
                    forward,
                    "Cast",
                    one,
                    List.of(emit(forward, "Size", one, List.of(each))),
                    Attribute.integer("to", 1)))
            .toList();
    return divide(counts.get(0), counts.get(1));
  }

  /// `a` as one matrix.
  String flat(String a) {
    Shape shape = shape(a);
    return shape.rank() == 2 || !shape.last().isFixed()
        ? a
        : emit("Reshape", shape.flattened(), List.of(a, integers(List.of(-1L, shape.last().first()))));
  }

  String permuted(String a, List<Integer> order) {
    return emit("Transpose", shape(a).permuted(order), List.of(a), Attribute.integers("perm", order));
  }

  String transposed(String a) {
    int rank = shape(a).rank();
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.set(rank - 2, rank - 1);
    order.set(rank - 1, rank - 2);
    return permuted(a, order);
  }

  String product(String a, String b) {
    return emit("MatMul", shape(a).product(shape(b)), List.of(a, b));
  }

  /// `a bᵀ` of two matrices.
  String productWithTransposed(String a, String b) {
    Shape shape = new Shape(List.of(shape(a).size(0), shape(b).size(0)));
    return emit("Gemm", shape, List.of(a, b), Attribute.integer("transB", 1));
  }

  /// Undoes a broadcast: sums a gradient down to the shape of `value`.
  String summedTo(String gradient, String value) {
    Shape target = shape(value);
    String sum = gradient;
    int more = shape(sum).rank() - target.rank();
    if (more > 0) {
      sum = sum(sum, IntStream.range(0, more).boxed().toList(), false);
    }
    Shape left = shape(sum);
    int fewer = target.rank() - left.rank();
    List<Integer> ones =
        IntStream.range(0, left.rank()).filter(i -> target.isOne(i + fewer) && !left.isOne(i)).boxed().toList();
    return ones.isEmpty() ? sum : sum(sum, ones, true);
  }

  static List<Long> longs(List<Integer> values) {
    return values.stream().map(Integer::longValue).toList();
  }
}
