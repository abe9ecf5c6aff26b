import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { RelayEnvironmentProvider } from "react-relay";
import { Environment, type GraphQLResponse, Network, Observable, RecordSource, Store } from "relay-runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useChangesStream } from "../src/api/changes";
import { RequestFailed } from "../src/api/errors";
import { type Subject, useRefresh } from "../src/api/useRefresh";

const SERIES: Subject = { series: "s" };
const UNREACHABLE = new RequestFailed("The server cannot be reached.", "UNREACHABLE");

type Sink = { next: (response: GraphQLResponse) => void; error: (error: Error) => void; complete: () => void };
type Props = { subject?: Subject | null; error?: Error | null; isLoading?: boolean; stream?: string | null };

/** The streams that are open, the newest last. */
const open: Sink[] = [];
const opened = vi.fn();
const refresh = vi.fn();
let environment: Environment;
let root: Root;

function Viewed({ subject = SERIES, error = null, isLoading = false, stream = "1" }: Props) {
  useChangesStream(stream);
  useRefresh(subject, error, refresh, isLoading);
  return null;
}

function show(props: Props = {}) {
  act(() =>
    root.render(
      <RelayEnvironmentProvider environment={environment}>
        <Viewed {...props} />
      </RelayEnvironmentProvider>,
    ),
  );
}

/** What the server sends when a stream opens, and after each change. */
function change(second = 0) {
  const computedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  act(() => open.at(-1)?.next({ data: { series: { id: "1", stats: { id: "2", freshness: { computedAt } } } } }));
  pass(0);
}

function pass(milliseconds: number) {
  act(() => void vi.advanceTimersByTime(milliseconds));
}

function turn(visibility: DocumentVisibilityState) {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visibility);
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  vi.useFakeTimers();
  const subscribe = () =>
    Observable.create<GraphQLResponse>((sink) => {
      opened();
      open.push(sink);
      return () => void open.splice(open.indexOf(sink), 1);
    });
  const network = Network.create(() => Promise.reject(new Error("Nothing is fetched.")), subscribe);
  environment = new Environment({ network, store: new Store(new RecordSource()) });
  root = createRoot(document.createElement("div"));
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.clearAllMocks();
  expect(open).toEqual([]);
});

test("each change is loaded, and nothing else while the stream is open", () => {
  show();
  change(1);
  change(2);
  expect(refresh).toHaveBeenCalledTimes(2);
  pass(600_000);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("without a stream, a series is loaded every 10 seconds", () => {
  show();
  pass(10_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a stream that cannot be opened is tried again ever later, while the page polls", () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  show();
  for (const pause of [500, 1_000, 2_000]) {
    act(() => open.at(-1)?.error(UNREACHABLE));
    pass(pause - 1);
    expect(open).toHaveLength(0);
    pass(1);
    expect(open).toHaveLength(1);
  }
  pass(6_500);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a stream that has ended is opened again, and then everything is loaded", () => {
  show();
  change(1);
  act(() => open.at(-1)?.complete());
  pass(1_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  change(1); // nothing has changed meanwhile, but the page cannot know
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("changes while a request runs are loaded once, after it has ended", () => {
  show();
  show({ isLoading: true });
  change(1);
  change(2);
  pass(5_000);
  expect(refresh).not.toHaveBeenCalled();
  show();
  pass(4_999); // as long as the request took
  expect(refresh).not.toHaveBeenCalled();
  pass(1);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("changes every second do not put off the end of the rest after a slow request", () => {
  show({ isLoading: true });
  pass(3_000);
  show();
  for (let second = 1; second <= 3; second++) {
    change(second);
    pass(1_000);
  }
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("a hidden tab has no stream and loads nothing; both begin when it is shown", () => {
  show();
  change(1);
  turn("hidden");
  expect(open).toHaveLength(0);
  pass(60_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  turn("visible");
  expect(open).toHaveLength(1);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("a hidden tab opens no stream when the network returns", () => {
  show();
  turn("hidden");
  act(() => void dispatchEvent(new Event("online")));
  expect(open).toHaveLength(0);
});

test("an open stream stays the only one when the tab is shown once more", () => {
  show();
  change(1);
  turn("visible");
  expect(opened).toHaveBeenCalledTimes(1);
});

test("when the network returns, the stream is opened anew", () => {
  show();
  change(1);
  act(() => void dispatchEvent(new Event("online")));
  expect(opened).toHaveBeenCalledTimes(2);
  expect(open).toHaveLength(1);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("what is as of a fixed instant has no stream and is not loaded again", () => {
  show({ subject: null, stream: null });
  pass(60_000);
  expect(opened).not.toHaveBeenCalled();
  expect(refresh).not.toHaveBeenCalled();
});

test("a background job is loaded every second, whether or not there is a stream", () => {
  show({ subject: { job: "j" } });
  change(1);
  pass(2_000);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("after an error that passes by itself, the page tries again every 3 seconds in spite of the stream", () => {
  show();
  change(1);
  show({ error: UNREACHABLE });
  pass(6_000);
  expect(refresh).toHaveBeenCalledTimes(3);
});
