package example;

import clausula.v1.AgreementOuterClass.Agreement;
import clausula.v1.AgreementOuterClass.CustomerType;
import clausula.v1.AgreementOuterClass.ProductType;
import clausula.v1.EvaluatorServiceGrpc;
import clausula.v1.Evaluation.EvaluateRequest;
import clausula.v1.Events.Cancellation;
import clausula.v1.MoneyOuterClass.Money;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannelBuilder;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;

/** What does it cost to cancel? {@code mvn compile exec:java} */
public class Example {
  public static void main(String[] args) {
    var address = System.getenv().getOrDefault("CLAUSULA_ADDRESS", "127.0.0.1:50051");
    var channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    var agreement = Agreement.newBuilder()
        .setCustomerType(CustomerType.CUSTOMER_TYPE_CONSUMER)
        .setProductType(ProductType.PRODUCT_TYPE_EVENT)
        .setPrice(Money.newBuilder().setCurrencyCode("EUR").setMinorUnits(125_000))
        .setConcludedAt(at("2026-06-01T12:00:00+02:00"))
        .setStartsAt(at("2026-09-14T10:00:00+02:00"));
    var request = EvaluateRequest.newBuilder()
        .setPolicyId("multidonnas")
        .setAgreement(agreement)
        .setCancellation(Cancellation.newBuilder().setReceivedAt(at("2026-07-31T17:31:00+02:00")))
        .build();
    var evaluator = EvaluatorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(2, TimeUnit.SECONDS);
    var decision = evaluator.evaluate(request).getDecision();

    System.out.printf("%.2f EUR%n", decision.getSettlement().getCharged().getMinorUnits() / 100.0);
    decision.getExplanationList().forEach(step ->
        System.out.printf("%-5s %s%n", step.getArticle(), step.getCalculation()));
    channel.shutdownNow();
  }

  static Timestamp at(String text) {
    var instant = OffsetDateTime.parse(text).toInstant();
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).setNanos(instant.getNano()).build();
  }
}
