/** What stands in place of data: loading, failure, nothing there. */

import type { ReactNode } from "react";
import { isRefused } from "../api/errors";
import { number } from "../format";
import { texts } from "../texts";
import type { Interval } from "../view/view";

const MOST_INTERVALS = 1_000; // the API refuses more

export function Loading({ label = texts.loading }: { label?: string }) {
  return (
    <p className="state" role="status">
      {label}
    </p>
  );
}

type FailureProps = { error: Error; retry: () => void; shownSince?: string | null };

/** `shownSince`: when the data were received that stay visible, if there are any. */
export function Failure({ error, retry, shownSince }: FailureProps) {
  return (
    <div className="state notice bad" role="alert">
      <strong>{shownSince ? texts.errors.stale(shownSince) : texts.errors.title}</strong>
      <p>{isRefused(error, "from") ? texts.errors.reversed : error.message}</p>
      <button type="button" className="button" onClick={retry}>
        {texts.retry}
      </button>
    </div>
  );
}

export function Empty({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="state">
      {title && <h2>{title}</h2>}
      {children}
    </div>
  );
}

/** Said in place of a division of time into more parts than the API counts. */
export function TooFine({ interval }: { interval: Interval }) {
  return (
    <p className="state" role="alert">
      {texts.trend.tooFine(texts.trend.intervals[interval], number(MOST_INTERVALS))}
    </p>
  );
}

/** Why the server refused a form. */
export function Errors({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <ul className="notice bad" role="alert">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
