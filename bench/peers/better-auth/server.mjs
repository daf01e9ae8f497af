// better-auth with its plugins for two factors and for passkeys, as its documentation sets them up: nothing is set that is not needed.
//
//     node server.mjs PORT EMAIL… (the people; the password comes in the environment, as PASSWORD)
//
// It serves the pages that esbuild has put into dist/ beside it, on this machine alone, and forgets everybody when it ends.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { twoFactor } from "better-auth/plugins";
import { passkey } from "@better-auth/passkey";

const [port, ...people] = process.argv.slice(2);
const tables = { user: [], session: [], account: [], verification: [], twoFactor: [], passkey: [] };

const auth = betterAuth({
  appName: "Peer",
  // A passkey belongs to a name: browsers make none for an address in numbers.
  baseURL: `http://localhost:${port}`,
  secret: crypto.randomUUID() + crypto.randomUUID(),
  database: memoryAdapter(tables),
  emailAndPassword: { enabled: true },
  plugins: [twoFactor(), passkey()],
  telemetry: { enabled: false },
});

for (const email of people) {
  await auth.api.signUpEmail({ body: { email, password: process.env.PASSWORD, name: email.split("@")[0] } });
}

const files = { "/pages.js": "text/javascript", "/style.css": "text/css" };
const answer = toNodeHandler(auth);

createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  if (path.startsWith("/api/auth/")) return answer(request, response);
  const name = path in files ? path : "/index.html";
  response.setHeader("Content-Type", `${files[path] ?? "text/html"}; charset=utf-8`);
  response.end(await readFile(new URL(`dist${name}`, import.meta.url)));
}).listen(Number(port), "127.0.0.1");
