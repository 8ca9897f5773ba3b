// What does it cost to cancel? npm ci && npm run generate && npm run example

import { credentials, Metadata } from "@grpc/grpc-js";
import { CustomerType, ProductType } from "./gen/clausula/v1/agreement.js";
import { EvaluateRequest } from "./gen/clausula/v1/evaluation.js";
import { EvaluatorServiceClient } from "./gen/clausula/v1/evaluator_service.js";

const request = EvaluateRequest.create({
  policyId: "multidonnas",
  agreement: {
    customerType: CustomerType.CUSTOMER_TYPE_CONSUMER,
    productType: ProductType.PRODUCT_TYPE_EVENT,
    price: { currencyCode: "EUR", minorUnits: 125000n },
    concludedAt: "2026-06-01T12:00:00+02:00",
    startsAt: "2026-09-14T10:00:00+02:00",
  },
  cancellation: { receivedAt: "2026-07-31T17:31:00+02:00" },
});
const address = process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051";
const evaluator = new EvaluatorServiceClient(address, credentials.createInsecure());

evaluator.evaluate(request, new Metadata(), { deadline: Date.now() + 2000 }, (error, response) => {
  evaluator.close();
  if (error) throw error;
  const decision = response.decision!;
  console.log(`${(Number(decision.settlement!.charged!.minorUnits) / 100).toFixed(2)} EUR`);
  for (const step of decision.explanation) console.log(step.article.padEnd(5), step.calculation);
});
