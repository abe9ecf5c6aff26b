// Runs the same story with the client that a snippet of docs/clients.md creates: figures of now, as of an instant, and
// of now from the cache; then three components with different scopes. Prints what it saw, and the warnings.
import { pathToFileURL } from "node:url";

const [name, snippet, query, past] = process.argv.slice(2);
const warnings = [];
console.warn = console.error = (...words) => warnings.push(words.join(" "));
const send = fetch;
let requests = 0;
globalThis.fetch = (...request) => {
  requests += 1;
  return send(...request);
};
const imported = (file) => import(pathToFileURL(file));

/** Each has `ask(client, scope, isCached)`, and `watch(client, scope, see)`, which calls `see` with each new state. */
const kinds = {
  async apollo({ gql }) {
    const document = gql(query);
    return {
      async ask(client, scope, isCached) {
        const fetchPolicy = isCached ? "cache-only" : "network-only";
        return (await client.query({ query: document, variables: { scope }, fetchPolicy })).data;
      },
      watch(client, scope, see) {
        const watched = client.watchQuery({ query: document, variables: { scope } });
        watched.subscribe(({ data, dataState }) => dataState === "complete" && see(data));
      },
    };
  },
  async urql({ pipe, subscribe }) {
    return {
      async ask(client, scope, isCached) {
        const requestPolicy = isCached ? "cache-only" : "network-only";
        const { data, error } = await client.query(query, { scope }, { requestPolicy }).toPromise();
        if (error) throw error;
        return data;
      },
      watch(client, scope, see) {
        pipe(
          client.query(query, { scope }),
          subscribe(({ data }) => data && see(data)),
        );
      },
    };
  },
  async relay({ createOperationDescriptor, fetchQuery }) {
    const { default: artifact } = await imported(query);
    const fetched = (environment, scope, fetchPolicy) => {
      const operation = createOperationDescriptor(artifact, { scope });
      environment.retain(operation);
      return { operation, response: fetchQuery(environment, artifact, { scope }, { fetchPolicy }) };
    };
    return {
      async ask(environment, scope, isCached) {
        const { operation, response } = fetched(environment, scope, "network-only");
        if (!isCached) await response.toPromise();
        const { data, isMissingData } = environment.lookup(operation.fragment);
        return isMissingData ? null : data;
      },
      watch(environment, scope, see) {
        fetched(environment, scope, "store-or-network").response.subscribe({ next: see });
      },
    };
  },
};

async function until(isTrue) {
  for (let waits = 0; !isTrue(); waits++) {
    if (waits === 1000) throw new Error("No response came.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const { create, ...tools } = await imported(snippet);
const { ask, watch } = await kinds[name](tools);
const client = create();
const now = await ask(client, {}, false);
const then = await ask(client, { asOf: past }, false);
const again = { now: await ask(client, {}, true), then: await ask(client, { asOf: past }, true) };
const asked = requests;

const other = create();
const shown = [];
for (const [index, scope] of [{}, { unit: "ENTRIES" }, { asOf: past }].entries())
  watch(other, scope, (data) => {
    shown[index] = data;
  });
await until(() => Object.keys(shown).length === 3);
await new Promise((resolve) => setTimeout(resolve, 300)); // a component that lost its data would ask again

console.log(JSON.stringify({ now, then, again, shown, requests: [asked, requests - asked], warnings }));
process.exit(0);
