// Calls methods with types from the description; the last line counts.

import createClient from "openapi-fetch";
import type { components, paths } from "./gen/clausula.js";

const client = createClient<paths>({ baseUrl: `http://${process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051"}` });
const results: boolean[] = [];
function check(what: string, so: boolean) {
  results.push(so);
  if (!so) console.log(`failed: ${what}`);
}

const agreement: components["schemas"]["clausula.v1.Agreement"] = {
  customerType: "CUSTOMER_TYPE_CONSUMER",
  productType: "PRODUCT_TYPE_EVENT",
  price: { currencyCode: "EUR", minorUnits: "125000" },
  concludedAt: "2026-06-01T12:00:00+02:00",
  startsAt: "2026-09-14T10:00:00+02:00",
};
const request = (policyId: string, requestId: string) => ({
  requestId,
  policyId,
  agreement,
  cancellation: { receivedAt: "2026-07-31T17:31:00+02:00" },
});

const answer = await client.POST("/clausula.v1.EvaluatorService/Evaluate", { body: request("multidonnas", "one") });
check("the fee", answer.data?.decision?.settlement?.charged?.minorUnits === "93750");
check("the verdict", answer.data?.decision?.verdict === "VERDICT_PERMITTED" && answer.data.requestId === "one");

const refused = await client.POST("/clausula.v1.EvaluatorService/Evaluate", { body: request("nobody", "one") });
check("an error has its code", refused.error?.code === "not_found" && refused.response.status === 404);

const batch = await client.POST("/clausula.v1.EvaluatorService/EvaluateBatch", {
  body: { requests: [request("multidonnas", "one"), request("nobody", "two")] },
});
check("a batch", batch.data?.results?.[0]?.decision?.settlement?.charged?.minorUnits === "93750");
check("an item that failed", batch.data?.results?.[1]?.error?.reason === "POLICY_NOT_FOUND");

const quote = await client.POST("/clausula.v1.EvaluatorService/QuoteCancellation", {
  body: { policyId: "multidonnas", agreement },
});
check("a quote", (quote.data?.windows?.length ?? 0) > 1);

const options = await client.POST("/clausula.v1.EvaluatorService/CompareOptions", {
  body: { policyId: "multidonnas", agreement, at: "2026-07-31T17:31:00+02:00" },
});
check("options", options.data?.options?.length === 5);

const letter = await client.POST("/clausula.v1.EvaluatorService/WriteLetter", { body: { request: request("multidonnas", "one") } });
check("a letter", letter.data?.text?.includes("937.50") === true);

const listed = await client.POST("/clausula.v1.PolicyService/ListPolicies", { body: {} });
check("policies", listed.data?.policies?.some((policy) => policy.policyId === "multidonnas") === true);

const failed = results.filter((so) => !so).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
