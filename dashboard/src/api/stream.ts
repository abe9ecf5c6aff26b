/** Subscriptions of Relay over server-sent events, by the protocol of graphql-sse. Each has a connection of its own. */

import { createClient, NetworkError } from "graphql-sse";
import { type GraphQLResponse, Observable, type RequestParameters, type Variables } from "relay-runtime";
import { rejectToken } from "../session";
import { texts } from "../texts";
import { RequestFailed } from "./errors";

const LONGEST_SILENCE_MILLISECONDS = 40_000; // the server sends a comment after at most 12 seconds

/** Ends with an error when the connection does; connecting again is up to the subscriber. */
export function createStreams(token: string) {
  const client = createClient({
    url: "/graphql",
    headers: { Authorization: `Bearer ${token}` },
    retryAttempts: 0,
    fetchFn: fetchWatched,
  });
  return (request: RequestParameters, variables: Variables) =>
    Observable.create<GraphQLResponse>((sink) =>
      client.subscribe(
        { query: request.text ?? "", variables },
        {
          next: (response) => {
            if (response.errors) sink.error(failureOf(RequestFailed.of(response.errors as never), token));
            else sink.next(response as GraphQLResponse);
          },
          error: (error) => sink.error(failureOf(error, token)),
          complete: () => sink.complete(),
        },
      ),
    );
}

function failureOf(error: unknown, token: string): RequestFailed {
  const isRefused = error instanceof NetworkError && (error as NetworkError<Response>).response?.status === 401;
  if (isRefused || (error instanceof RequestFailed && error.code === "UNAUTHENTICATED")) rejectToken(token);
  return error instanceof RequestFailed ? error : new RequestFailed(texts.errors.unreachable, "UNREACHABLE");
}

async function fetchWatched(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, cache: "no-store" });
  return new Response(response.body?.pipeThrough(watched()), response);
}

/** Fails when a stream falls silent, as it does after its server or network has vanished, and when it ends. */
function watched(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let timer: ReturnType<typeof setTimeout>;
  const watch = (controller: TransformStreamDefaultController) => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.error(new Error("The stream is silent.")), LONGEST_SILENCE_MILLISECONDS);
  };
  return new TransformStream({
    start: watch,
    transform: (chunk, controller) => {
      watch(controller);
      controller.enqueue(chunk);
    },
    flush: (controller) => {
      clearTimeout(timer);
      controller.error(new Error("The stream has ended.")); // graphql-sse may not notice the end of a stream
    },
  });
}
