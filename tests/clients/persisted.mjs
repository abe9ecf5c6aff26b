// Runs a query twice with each client, the second time with an empty cache, and prints what was received and sent.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, url, token, mark] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } = await load("@apollo/client");
const { PersistedQueryLink } = await load("@apollo/client/link/persisted-queries");
const { Client, fetchExchange } = await load("@urql/core");
const { persistedExchange } = await load("@urql/exchange-persisted");

const headers = { authorization: `Bearer ${token}` };
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
let sent = [];

async function noting(address, options) {
  const response = await fetch(address, options);
  const hasText = (options.body ?? decodeURIComponent(address)).includes("totalCount");
  sent.push(`${options.method} ${hasText ? "text" : "hash"}`);
  return response;
}

async function withApollo(query, useGETForHashedQueries) {
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries });
  const http = new HttpLink({ uri: url, headers, fetch: noting });
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([link, http]) });
  return (await client.query({ query: gql(query) })).data.people.totalCount;
}

async function withUrql(query, preferGetForPersistedQueries) {
  const persisted = persistedExchange({ preferGetForPersistedQueries, generateHash: async (text) => sha256(text) });
  const exchanges = [persisted, fetchExchange];
  const client = new Client({ url, preferGetMethod: false, exchanges, fetchOptions: { headers }, fetch: noting });
  const { data, error } = await client.query(query, {}).toPromise();
  if (error) throw error;
  return data.people.totalCount;
}

for (const [name, run] of Object.entries({ apollo: withApollo, urql: withUrql })) {
  for (const byGet of [false, true]) {
    const query = `query ${name}${byGet}${mark} { people { totalCount } }`;
    sent = [];
    const counts = [await run(query, byGet), await run(query, byGet)];
    console.log(JSON.stringify({ client: name, byGet, counts, sent }));
  }
}
