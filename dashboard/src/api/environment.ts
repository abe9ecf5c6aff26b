/** The Relay environment of one token. */

import {
  Environment,
  type GraphQLResponse,
  Network,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from "relay-runtime";
import { rejectToken } from "../session";
import { texts } from "../texts";
import { RequestFailed } from "./errors";
import { createStreams } from "./stream";

const LONGEST_MILLISECONDS = 60_000; // a connection to a server that has vanished can hang for much longer

export function createEnvironment(token: string): Environment {
  return new Environment({
    network: Network.create((request, variables) => send(token, request, variables), createStreams(token)),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 20 }),
  });
}

async function send(token: string, request: RequestParameters, variables: Variables): Promise<GraphQLResponse> {
  const response = await fetchOrFail(token, JSON.stringify({ query: request.text, variables }));
  if (response.status === 401) {
    rejectToken(token);
    throw new RequestFailed(texts.errors.unauthenticated, "UNAUTHENTICATED");
  }
  const body = await response.json().catch(() => null);
  if (body === null) throw new RequestFailed(texts.errors.status(response.status), "UNAVAILABLE");
  // Every part of the page has a query of its own, so an error stays in the part that caused it.
  if (body.errors) throw RequestFailed.of(body.errors);
  return body as GraphQLResponse;
}

async function fetchOrFail(token: string, body: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  try {
    const signal = AbortSignal.timeout(LONGEST_MILLISECONDS);
    return await fetch("/graphql", { method: "POST", headers, body, cache: "no-store", signal });
  } catch {
    throw new RequestFailed(texts.errors.unreachable, "UNREACHABLE");
  }
}
