import { number } from "../format";
import { texts } from "../texts";

const WIDTH = 120;
const HEIGHT = 24;

/** A small picture of counts over time; screen readers get their sum. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  const label = texts.series.spark(number(counts.reduce((sum, each) => sum + each, 0)));
  const most = Math.max(1, ...counts);
  const step = WIDTH / Math.max(1, counts.length);
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      {counts.map((count, index) => {
        const height = (count / most) * HEIGHT;
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <rect key={index} x={index * step + 0.5} y={HEIGHT - height} width={step - 1} height={height} />;
      })}
    </svg>
  );
}
