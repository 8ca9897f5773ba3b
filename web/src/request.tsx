// The question as a program would ask it.
import { useState } from "preact/hooks";
import type { Request } from "./api";
import { t } from "./text";
import { Copy, Segments } from "./ui";

const PATH = "/clausula.v1.EvaluatorService/Evaluate";

type Shape = "json" | "curl" | "python" | "node";

export function snippet(shape: Shape, request: Request, origin: string, tokens: boolean): string {
  const json = JSON.stringify(request, null, 2);
  switch (shape) {
    case "json":
      return json;
    case "curl": {
      const token = tokens ? ` \\\n  -H "authorization: Bearer $CLAUSULA_TOKEN"` : "";
      return `curl '${origin}${PATH}' \\\n  -H 'content-type: application/json'${token} \\\n  --data-binary @- <<'END'\n${json}\nEND\n`;
    }
    case "python": {
      const token = tokens ? `\nheaders["authorization"] = "Bearer " + os.environ["CLAUSULA_TOKEN"]` : "";
      return `import json${tokens ? "\nimport os" : ""}
import urllib.request

request = json.loads(r"""
${json.replace(/"""/g, '\\"\\"\\"')}
""")
headers = {"content-type": "application/json"}${token}
call = urllib.request.Request(
    "${origin}${PATH}",
    json.dumps(request).encode(), headers)
with urllib.request.urlopen(call, timeout=2) as answer:
    decision = json.load(answer)["decision"]
print(decision["verdict"], decision.get("settlement"))
`;
    }
    case "node": {
      const token = tokens ? `\nheaders.authorization = \`Bearer \${process.env.CLAUSULA_TOKEN}\`;` : "";
      return `const request = ${json};
const headers = { "content-type": "application/json" };${token}
const answer = await fetch("${origin}${PATH}", {
  method: "POST", headers, body: JSON.stringify(request), signal: AbortSignal.timeout(2000),
});
if (!answer.ok) throw new Error(await answer.text());
const { decision } = await answer.json();
console.log(decision.verdict, decision.settlement);
`;
    }
  }
}

export function RequestText({ request, tokens }: { request: Request; tokens: boolean }) {
  const [shape, setShape] = useState<Shape>("json");
  const text = snippet(shape, request, location.origin, tokens);
  const shapes = [["json", "JSON"], ["curl", "curl"], ["python", "Python"], ["node", "Node"]] as const;
  return (
    <div class="request">
      <div class="row">
        <Segments
          hidden
          label={t("request")}
          value={shape}
          options={shapes.map(([value, label]) => ({ value, text: label }))}
          onChange={(value) => setShape(value as Shape)}
        />
        <Copy text={text} />
      </div>
      <pre tabIndex={0} role="group" aria-label={t("request")} data-request={shape}><code>{text}</code></pre>
    </div>
  );
}
