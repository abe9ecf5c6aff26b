// Subscribes with graphql-ws or graphql-sse. Prints a line for each state, and how the subscription ends.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, name, url, token, query, variables] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const print = (line) => console.log(JSON.stringify(line));
const reconnecting = { retryAttempts: 100, shouldRetry: () => true };

async function withWebSocket() {
  const { createClient } = await load("graphql-ws");
  return createClient({
    url: url.replace("http", "ws"),
    connectionParams: { Authorization: `Bearer ${token}` },
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
    on: { closed: ({ code }) => print({ closed: code }) },
    ...reconnecting,
  });
}

async function withEvents() {
  const { createClient } = await load("graphql-sse");
  return createClient({
    url,
    headers: { Authorization: `Bearer ${token}` },
    retry: () => new Promise((resolve) => setTimeout(resolve, 100)),
    ...reconnecting,
  });
}

const client = await (name === "graphql-ws" ? withWebSocket() : withEvents());
const stop = client.subscribe(
  { query, variables: JSON.parse(variables) },
  {
    next: (state) => print(state.errors ? { errors: state.errors.map((error) => error.extensions.code) } : state.data),
    error: (error) => print({ error: Array.isArray(error) ? error.map((each) => each.extensions.code) : String(error) }),
    complete: () => print({ complete: true }),
  },
);
process.stdin.once("data", stop);
process.stdin.once("end", () => process.exit());
