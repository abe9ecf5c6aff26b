type Props = {
  percentage: number | null | undefined;
  interval: { readonly low: number; readonly high: number } | null | undefined;
};

/** A percentage as a bar, with its interval as a line across the end. For the eyes alone. */
export function ShareBar({ percentage, interval }: Props) {
  return (
    <span className="meter" aria-hidden="true">
      <span style={{ width: `${within(percentage ?? 0)}%` }} />
      {interval && (
        <span
          className="whisker"
          style={{ left: `${within(interval.low)}%`, width: `${within(interval.high) - within(interval.low)}%` }}
        />
      )}
    </span>
  );
}

function within(percentage: number): number {
  return Math.max(0, Math.min(100, percentage));
}
