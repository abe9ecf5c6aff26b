import { number } from "../format";
import { texts } from "../texts";
import { addressOf, useView } from "../view/useView";

type Props = { count: number; selection: string | null | undefined; title: string };

/** A figure that opens the list of its people, whom its selection names; a plain number without one. `title` says in words which figure it is. */
export function WhoLink({ count, selection, title }: Props) {
  const view = useView();
  if (count === 0 || !selection) return number(count);
  return (
    <a href={addressOf(view, { who: selection, whoTitle: title })} aria-label={texts.who.open(number(count), title)}>
      {number(count)}
    </a>
  );
}
