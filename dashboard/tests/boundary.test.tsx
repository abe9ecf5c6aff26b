import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { ErrorBoundary } from "../src/parts/ErrorBoundary";

function Part({ address }: { address: string }) {
  if (address.startsWith("bad")) throw new Error(`cannot show ${address}`);
  return <p>{address}</p>;
}

test("an error of the page stays until the address changes to one that can be shown", () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const place = document.createElement("div");
  const root = createRoot(place, { onCaughtError: () => {} });
  const shown = ["good", "bad", "bad", "bad too", "fine"].map((address) => {
    act(() =>
      root.render(
        <ErrorBoundary shown={address}>
          <Part address={address} />
        </ErrorBoundary>,
      ),
    );
    return place.querySelector("pre")?.textContent ?? place.textContent;
  });
  expect(shown).toEqual(["good", "cannot show bad", "cannot show bad", "cannot show bad too", "fine"]);
  act(() => root.unmount());
});
