// Subscribes with a client. Prints a line for each state, and how the subscription ends.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, name, url, token, query, variables] = process.argv.slice(2);
const load = (name, folder = modules) => import(pathToFileURL(createRequire(`${folder}/`).resolve(name)));
const print = (line) => console.log(JSON.stringify(line));
const codes = (errors) => errors.map((error) => error.extensions.code);
const operation = { query, variables: JSON.parse(variables) };
const headers = { authorization: `Bearer ${token}` };
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));
const observer = {
  next: ({ data, errors }) => print(errors ? { errors: codes(errors) } : data),
  error: (error) => print({ error: Array.isArray(error) ? codes(error) : String(error) }),
  complete: () => print({ complete: true }),
};

async function webSocketClient() {
  const { createClient } = await load("graphql-ws");
  return createClient({
    url: url.replace("http", "ws"),
    connectionParams: { Authorization: `Bearer ${token}` },
    retryAttempts: 100,
    retryWait: soon,
    shouldRetry: () => true,
    on: { closed: ({ code }) => print({ closed: code }) },
  });
}

/** Subscribes with the network of docs/live.md. `query` is the file of a compiled document, beside Relay's packages. */
async function relayClient(subscribe) {
  const { default: relay } = await load("relay-runtime", dirname(dirname(query)));
  const { default: subscription } = await import(pathToFileURL(query));
  const { Environment, Network, Observable, RecordSource, Store, requestSubscription } = relay;
  const network = Network.create(
    () => Observable.create((sink) => sink.error(new Error("Nothing is queried."))),
    ({ text, name }, variables) =>
      Observable.create((sink) => subscribe({ query: text, operationName: name, variables }, sink)),
  );
  const environment = new Environment({ network, store: new Store(new RecordSource()) });
  const { variables } = operation;
  const onNext = (data) => print(data);
  const onError = (error) => observer.error(error.source?.errors ?? error);
  return requestSubscription(environment, { subscription, variables, onNext, onError }).dispose;
}

const clients = {
  "graphql-ws": async () => (await webSocketClient()).subscribe(operation, observer),

  "graphql-sse": async () => {
    const { createClient } = await load("graphql-sse");
    return createClient({ url, headers, retryAttempts: 100, retry: soon }).subscribe(operation, observer);
  },

  apollo: async () => {
    const { ApolloClient, InMemoryCache, gql } = await load("@apollo/client");
    const { GraphQLWsLink } = await load("@apollo/client/link/subscriptions");
    const client = new ApolloClient({ cache: new InMemoryCache(), link: new GraphQLWsLink(await webSocketClient()) });
    const subscribed = client.subscribe({ query: gql(query), variables: operation.variables }).subscribe(observer);
    return () => subscribed.unsubscribe();
  },

  urql: async () => {
    const { Client, subscriptionExchange } = await load("@urql/core");
    const socket = await webSocketClient();
    const forwardSubscription = (request) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? "" }, sink) }),
    });
    const client = new Client({ url, exchanges: [subscriptionExchange({ forwardSubscription })] });
    return client.subscription(query, operation.variables).subscribe(({ data }) => print(data)).unsubscribe;
  },

  relay: async () => {
    const socket = await webSocketClient();
    return relayClient((request, sink) => socket.subscribe(request, sink));
  },

  "relay with events": async () => {
    const { createClient } = await load("graphql-sse");
    const events = createClient({ url, headers, retryAttempts: 100, retry: soon });
    return relayClient((request, sink) => events.subscribe(request, sink));
  },

  "urql with events": async () => {
    const { Client, fetchExchange } = await load("@urql/core");
    const client = new Client({ url, fetchSubscriptions: true, exchanges: [fetchExchange], fetchOptions: { headers } });
    return client.subscription(query, operation.variables).subscribe(({ data }) => print(data)).unsubscribe;
  },
};

const stop = await clients[name]();
process.stdin.once("data", stop);
process.stdin.once("end", () => process.exit());
