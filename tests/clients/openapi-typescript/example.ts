// What does it cost to cancel? JSON over HTTP, typed by the service's own description. npm ci && npm run generate && npm run example

import createClient from "openapi-fetch";
import type { paths } from "./gen/clausula.js";

const client = createClient<paths>({ baseUrl: `http://${process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051"}` });

const { data } = await client.POST("/clausula.v1.EvaluatorService/Evaluate", {
  body: {
    policyId: "multidonnas",
    agreement: {
      customerType: "CUSTOMER_TYPE_CONSUMER",
      productType: "PRODUCT_TYPE_EVENT",
      price: { currencyCode: "EUR", minorUnits: "125000" },
      concludedAt: "2026-06-01T12:00:00+02:00",
      startsAt: "2026-09-14T10:00:00+02:00",
    },
    cancellation: { receivedAt: "2026-07-31T17:31:00+02:00" },
  },
});
const decision = data!.decision!;
console.log(`${(Number(decision.settlement!.charged!.minorUnits) / 100).toFixed(2)} EUR`);
for (const step of decision.explanation ?? []) console.log((step.article ?? "").padEnd(5), step.calculation ?? step.summary);
