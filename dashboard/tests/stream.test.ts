import type { GraphQLResponse, RequestParameters } from "relay-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { createStreams } from "../src/api/stream";
import { currentToken, signIn } from "../src/session";

const REQUEST = { text: "subscription { series { id } }" } as RequestParameters;
const STATE = { data: { series: { id: "1" } } };

type Heard = GraphQLResponse | string;

/** Subscribes where the server responds so. Returns what the subscriber hears, and what sends more. */
function subscribed(response: (body: ReadableStream<Uint8Array>) => Response) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const server = writable.getWriter();
  const fetched = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(response(readable)));
  vi.stubGlobal("fetch", fetched);
  signIn("mp_token");
  const heard: Heard[] = [];
  const observable = createStreams("mp_token")(REQUEST, { id: "1" });
  const subscription = observable.subscribe({
    next: (state) => void heard.push(state),
    error: (error: Error) => void heard.push(error.message),
    complete: () => void heard.push("complete"),
  });
  const send = (text: string) => void server.write(new TextEncoder().encode(text));
  return { heard, fetched, send, end: () => void server.close(), stop: () => subscription.unsubscribe() };
}

const stream = (body: ReadableStream<Uint8Array>) =>
  new Response(body, { headers: { "Content-Type": "text/event-stream" } });
const next = (state: unknown) => `event: next\ndata: ${JSON.stringify(state)}\n\n`;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("states are passed on, and the token is in the header alone", async () => {
  const { heard, fetched, send, stop } = subscribed(stream);
  send(`:\n\n${next(STATE)}`);
  await vi.waitFor(() => expect(heard).toEqual([STATE]));
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("/graphql");
  expect(init?.method).toBe("POST");
  expect(init?.headers).toMatchObject({ accept: "text/event-stream", Authorization: "Bearer mp_token" });
  stop();
  expect(init?.signal?.aborted).toBe(true);
});

test("a stream that ends without being complete has failed, even if states came just before", async () => {
  const { heard, send, end } = subscribed(stream);
  const states = Array.from({ length: 10 }, () => STATE);
  send(states.map(next).join(""));
  end();
  await vi.waitFor(() => expect(heard).toEqual([...states, expect.stringContaining("cannot be reached")]));
});

test("a stream that is silent from the beginning has failed after 40 seconds", async () => {
  vi.useFakeTimers();
  const { heard } = subscribed(stream);
  await vi.advanceTimersByTimeAsync(39_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual([expect.stringContaining("cannot be reached")]);
});

test("a stream that falls silent for 40 seconds has failed, and comments are no silence", async () => {
  vi.useFakeTimers();
  const { heard, send } = subscribed(stream);
  await vi.advanceTimersByTimeAsync(39_000);
  send(":\n\n");
  await vi.advanceTimersByTimeAsync(39_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual([expect.stringContaining("cannot be reached")]);
});

test("a server that knows no streams has failed", async () => {
  const { heard } = subscribed(() => Response.json({ errors: [{ message: "Not supported." }] }));
  await vi.waitFor(() => expect(heard).toEqual([expect.stringContaining("cannot be reached")]));
  expect(currentToken()).toBe("mp_token");
});

test("a token that is refused at first leads back to the form", async () => {
  const { heard } = subscribed(() => new Response(null, { status: 401 }));
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  expect(currentToken()).toBeNull();
});

test("a token that is revoked while the stream is open leads back to the form", async () => {
  const { heard, send } = subscribed(stream);
  const errors = [{ message: "The token was revoked.", extensions: { code: "UNAUTHENTICATED" } }];
  send(`${next({ data: null, errors })}event: complete\ndata:\n\n`);
  await vi.waitFor(() => expect(heard).toEqual(["The token was revoked."]));
  expect(currentToken()).toBeNull();
});
