import { number } from "../format";
import { texts } from "../texts";

/** Why people are left unchanged, and how many. */
export function Skips({ skips }: { skips: ReadonlyArray<{ reason: string; count: number }> }) {
  if (skips.length === 0) return null;
  return (
    <>
      <p>{texts.act.skipped}</p>
      <ul>
        {skips.map((skip) => (
          <li key={skip.reason}>
            {skip.reason}: {number(skip.count)}
          </li>
        ))}
      </ul>
    </>
  );
}
