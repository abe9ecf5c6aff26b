import { addressOf, useView } from "../view/useView";

type Person = { id: string; name?: string | null; email?: string | null; externalId: string };

export function nameOf(person: Person): string {
  return person.name || person.email || person.externalId;
}

/** Opens the way of a person through the series. */
export function PersonLink({ person }: { person: Person }) {
  const name = nameOf(person);
  return (
    <a href={addressOf(useView(), { person: person.id })} title={name}>
      {name}
    </a>
  );
}
