package example;

import clausula.v1.EvaluatorServiceGrpc;
import clausula.v1.PolicyServiceGrpc;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code ../scenario.json} against a service: {@code mvn compile exec:java -Dexec.mainClass=example.Scenario}
 *
 * <p>The service is at {@code CLAUSULA_ADDRESS} (default 127.0.0.1:50051). With {@code CLAUSULA_TLS_ADDRESS} the section
 * on TLS runs too. {@code ../README.md} describes the file and the variables.
 */
public class Scenario {
  /** The deadline of steps that name none. */
  private static final long PATIENCE_MS = 20_000;

  private int passed;
  private int failed;

  public static void main(String[] args) throws Exception {
    System.exit(new Scenario().run());
  }

  private int run() throws Exception {
    var path = System.getenv().getOrDefault("CLAUSULA_SCENARIO", "../scenario.json");
    var scenario = JsonParser.parseString(Files.readString(Path.of(path))).getAsJsonObject();
    var channel = connect(environment("CLAUSULA_ADDRESS", "127.0.0.1:50051"), InsecureChannelCredentials.create());
    for (var step : objects(scenario, "steps")) {
      check(name(step), runStep(channel, step));
    }
    for (var step : objects(scenario, "health")) {
      check(name(step), runHealth(channel, step));
    }
    channel.shutdownNow();
    runTls(scenario);
    System.out.printf("%d passed, %d failed%n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
  }

  private void check(String name, List<String> differences) {
    if (differences.isEmpty()) {
      passed++;
    } else {
      failed++;
      System.out.println("FAILED " + name + "\n    " + String.join("\n    ", differences));
    }
  }

  /** The differences between what a step expects and what the service gives. */
  private static List<String> runStep(Channel channel, JsonObject step) throws Exception {
    var method = method(step.get("call").getAsString());
    var timeout = step.has("timeoutMs") ? step.get("timeoutMs").getAsLong() : PATIENCE_MS;
    var options = CallOptions.DEFAULT.withDeadlineAfter(timeout, TimeUnit.MILLISECONDS);
    var answers = new JsonArray();
    Status error = null;
    Throwable cause = null;
    try {
      if (step.has("stream")) {
        converse(channel, method, options, step, answers);
      } else {
        var request = parse(method, repeated(step));
        answers.add(print(ClientCalls.blockingUnaryCall(channel, method, options, request)));
      }
    } catch (StatusRuntimeException e) {
      error = e.getStatus();
      cause = e;
    }
    var differences = new ArrayList<String>();
    if (step.has("stream")) {
      differences.addAll(compare(step.get("expect"), answers, "answers"));
    } else if (error == null && !step.has("error")) {
      differences.addAll(compare(step.get("expect"), answers.get(0), "answer"));
    }
    if (error != null) {
      differences.addAll(checkError(step.get("error"), error, cause));
    } else if (step.has("error")) {
      differences.add("expected " + step.get("error") + ", got an answer");
    }
    return differences;
  }

  /** Sends all messages, and then ends the stream, leaves it open or cancels it, as the step says. */
  private static void converse(Channel channel, MethodDescriptor<Message, Message> method, CallOptions options,
      JsonObject step, JsonArray answers) throws Exception {
    var done = new CompletableFuture<Void>();
    var expected = step.getAsJsonArray("expect").size();
    var observer = new ClientResponseObserver<Message, Message>() {
      private ClientCallStreamObserver<Message> call;

      @Override
      public void beforeStart(ClientCallStreamObserver<Message> call) {
        this.call = call;
      }

      @Override
      public void onNext(Message answer) {
        answers.add(print(answer));
        if (step.has("cancel") && answers.size() == expected) {
          call.cancel("enough", null);
        }
      }

      @Override
      public void onError(Throwable error) {
        done.completeExceptionally(error);
      }

      @Override
      public void onCompleted() {
        done.complete(null);
      }
    };
    var requests = ClientCalls.asyncBidiStreamingCall(channel.newCall(method, options), observer);
    for (var message : objects(step, "stream")) {
      requests.onNext(parse(method, message));
    }
    if (!step.has("keepOpen") && !step.has("cancel")) {
      requests.onCompleted();
    }
    try {
      done.get(2 * PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw (StatusRuntimeException) e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static MethodDescriptor<Message, Message> method(String call) {
    var services = Stream.of(EvaluatorServiceGrpc.getServiceDescriptor(), PolicyServiceGrpc.getServiceDescriptor());
    return (MethodDescriptor<Message, Message>) services
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> method.getFullMethodName().equals("clausula.v1." + call))
        .findFirst()
        .orElseThrow();
  }

  private static Message parse(MethodDescriptor<Message, Message> method, JsonObject json) throws Exception {
    var marshaller = (MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller();
    var builder = marshaller.getMessagePrototype().newBuilderForType();
    JsonFormat.parser().merge(json.toString(), builder);
    return builder.build();
  }

  private static JsonElement print(Message message) {
    try {
      return JsonParser.parseString(JsonFormat.printer().print(message));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject repeated(JsonObject step) {
    var request = step.getAsJsonObject("request").deepCopy();
    if (step.has("repeat")) {
      var once = step.getAsJsonObject("request").getAsJsonArray("requests");
      for (int i = 1; i < step.get("repeat").getAsInt(); i++) {
        request.getAsJsonArray("requests").addAll(once);
      }
    }
    return request;
  }

  private static List<String> checkError(JsonElement expected, Status error, Throwable cause) throws Exception {
    if (expected == null) {
      return List.of("got " + error);
    }
    var got = new JsonObject();
    got.addProperty("code", error.getCode().name());
    for (var detail : StatusProto.fromThrowable(cause).getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        var info = detail.unpack(ErrorInfo.class);
        got.addProperty("reason", info.getReason());
        if (!info.getDomain().equals("clausula")) {
          return List.of("the domain of the reason is " + info.getDomain());
        }
      } else if (detail.is(BadRequest.class)) {
        var fields = new JsonArray();
        detail.unpack(BadRequest.class).getFieldViolationsList().forEach(v -> fields.add(v.getField()));
        got.add("fields", fields);
      }
    }
    return compare(expected, got, "error");
  }

  private static List<String> runHealth(Channel channel, JsonObject step) {
    var got = new JsonObject();
    try {
      var health = HealthGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_MS, TimeUnit.MILLISECONDS);
      var request = HealthCheckRequest.newBuilder().setService(step.get("service").getAsString()).build();
      got.addProperty("status", health.check(request).getStatus().name());
    } catch (StatusRuntimeException e) {
      got.addProperty("code", e.getStatus().getCode().name());
    }
    var expected = new JsonObject();
    Stream.of("status", "code").forEach(key -> expected.add(key, step.get(key)));
    return compare(expected, got, "health");
  }

  private void runTls(JsonObject scenario) throws Exception {
    var address = System.getenv("CLAUSULA_TLS_ADDRESS");
    if (address == null) {
      System.out.println("NOT RUN: the section on TLS, since CLAUSULA_TLS_ADDRESS is not set");
      return;
    }
    var steps = objects(scenario, "steps");
    var refused = steps.get(0).deepCopy();
    refused.add("error", JsonParser.parseString("{\"code\": \"UNAVAILABLE\"}"));
    var valid = System.getenv("CLAUSULA_TLS_TOKEN");
    var tokens = Map.of("valid", valid, "wrong", valid + "x");
    var trusting = TlsChannelCredentials.newBuilder().trustManager(file("CLAUSULA_TLS_CA")).build();
    for (var entry : objects(scenario, "tls")) {
      var step = steps.stream().filter(s -> s.get("name").equals(entry.get("step"))).findFirst().orElseThrow().deepCopy();
      if (entry.has("error")) {
        step.add("error", entry.get("error"));
      }
      var token = entry.get("token").getAsString();
      over(address, trusting, "over TLS, token " + token + ": " + name(step), step, tokens.get(token));
    }
    var stranger = TlsChannelCredentials.create();
    over(address, stranger, "over TLS: a client that does not trust the authority", refused, null);

    var mutual = System.getenv("CLAUSULA_MTLS_ADDRESS");
    var known = TlsChannelCredentials.newBuilder().trustManager(file("CLAUSULA_TLS_CA"))
        .keyManager(file("CLAUSULA_TLS_CERTIFICATE"), file("CLAUSULA_TLS_KEY")).build();
    over(mutual, known, "over mutual TLS: " + name(steps.get(0)), steps.get(0), null);
    over(mutual, trusting, "over mutual TLS: a client without a certificate", refused, null);
  }

  private void over(String address, ChannelCredentials credentials, String name, JsonObject step, String token)
      throws Exception {
    var channel = connect(address, credentials);
    var headers = new Metadata();
    if (token != null) {
      headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    var attach = MetadataUtils.newAttachHeadersInterceptor(headers);
    check(name, runStep(ClientInterceptors.intercept(channel, attach), step));
    channel.shutdownNow();
  }

  /** Every difference. An object names the fields that matter; a default and an absent field are the same. */
  private static List<String> compare(JsonElement expected, JsonElement got, String path) {
    var differences = new ArrayList<String>();
    if (expected instanceof JsonObject fields) {
      for (var field : fields.entrySet()) {
        var value = got instanceof JsonObject object ? object.get(field.getKey()) : null;
        differences.addAll(compare(field.getValue(), value, path + "." + field.getKey()));
      }
    } else if (expected instanceof JsonArray list) {
      var given = got instanceof JsonArray array ? array : new JsonArray();
      if (given.size() != list.size()) {
        return List.of(path + ": expected " + list.size() + " elements, got " + given.size() + ": " + got);
      }
      for (int i = 0; i < list.size(); i++) {
        differences.addAll(compare(list.get(i), given.get(i), path + "[" + i + "]"));
      }
    } else if (expected == null || expected instanceof JsonNull) {
      if (!isDefault(got)) {
        return List.of(path + ": expected nothing, got " + got);
      }
    } else if (!expected.equals(got) && !(got == null && isDefault(expected))) {
      return List.of(path + ": expected " + expected + ", got " + got);
    }
    return differences;
  }

  private static boolean isDefault(JsonElement value) {
    return value == null || value instanceof JsonNull || value instanceof JsonArray list && list.isEmpty()
        || value instanceof JsonPrimitive && List.of("false", "0", "").contains(value.getAsString());
  }

  private static ManagedChannel connect(String address, ChannelCredentials credentials) {
    return Grpc.newChannelBuilder(address, credentials).build();
  }

  private static File file(String variable) {
    return new File(System.getenv(variable));
  }

  private static String environment(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  private static String name(JsonObject step) {
    return step.get("name").getAsString();
  }

  private static List<JsonObject> objects(JsonObject parent, String key) {
    return parent.getAsJsonArray(key).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }
}
