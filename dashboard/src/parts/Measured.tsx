import type { ReactNode } from "react";

type Props = { count: number; most: number; children: ReactNode };

/** A count with a bar, as long as its part of the largest one. The bar is for the eyes alone. */
export function Measured({ count, most, children }: Props) {
  return (
    <span className="measured">
      <span className="meter" aria-hidden="true">
        <span style={{ width: `${(100 * count) / Math.max(1, most)}%` }} />
      </span>
      <span className="measure">{children}</span>
    </span>
  );
}
