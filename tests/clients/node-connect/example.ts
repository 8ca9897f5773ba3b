// What does it cost to cancel? JSON over HTTP/1.1. npm ci && npm run generate && npm run example

import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { CustomerType, ProductType } from "./gen/clausula/v1/agreement_pb.js";
import { EvaluatorService } from "./gen/clausula/v1/evaluator_service_pb.js";

const baseUrl = `http://${process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051"}`;
const transport = createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false });
const evaluator = createClient(EvaluatorService, transport);
const at = (text: string) => timestampFromDate(new Date(text));

const { decision } = await evaluator.evaluate(
  {
    policyId: "multidonnas",
    agreement: {
      customerType: CustomerType.CONSUMER,
      productType: ProductType.EVENT,
      price: { currencyCode: "EUR", minorUnits: 125000n },
      concludedAt: at("2026-06-01T12:00:00+02:00"),
      startsAt: at("2026-09-14T10:00:00+02:00"),
    },
    event: { case: "cancellation", value: { receivedAt: at("2026-07-31T17:31:00+02:00") } },
  },
  { timeoutMs: 2000 },
);
console.log(`${(Number(decision!.settlement!.charged!.minorUnits) / 100).toFixed(2)} EUR`);
for (const step of decision!.explanation) console.log(step.article.padEnd(5), step.calculation);
