import { useState } from "react";
import { graphql } from "react-relay";
import type { AttributeFieldsQuery, AttributeFieldsQuery$data } from "../__generated__/AttributeFieldsQuery.graphql";
import { useLive } from "../api/useLive";
import { counted } from "../format";
import { Choice } from "../parts/Choice";
import { TextField } from "../parts/TextField";
import { usePaused } from "../parts/usePaused";
import { texts } from "../texts";
import { OPERATORS } from "../view/people";
import type { FieldsProps } from "./ConditionFields";
import { readValue, writeValue } from "./values";

const QUERY = graphql`
  query AttributeFieldsQuery($search: String) {
    attributes(search: $search, first: 100) { name types people isEstimate frequent(first: 20) { value people } }
  }
`;

type Attribute = AttributeFieldsQuery$data["attributes"][number];

/** An attribute that people have, and the value that it is compared with. */
export function AttributeFields({ value: condition, onChange }: FieldsProps<"attribute">) {
  const [text, setText] = useState(writeValue(condition.value));
  const { name, operator } = condition;
  const { data } = useLive<AttributeFieldsQuery>(QUERY, { search: usePaused(name) || null });
  const attributes = data?.attributes ?? [];
  const chosen = attributes.find((each) => each.name === name);
  return (
    <>
      <TextField
        label={texts.filter.attribute}
        value={name}
        isRequired
        known={attributes.map((each) => ({ value: each.name, label: described(each) }))}
        onChange={(typed) => onChange({ ...condition, name: typed })}
      />
      <Choice
        label={texts.filter.operator}
        options={OPERATORS}
        names={texts.filter.operators}
        value={operator}
        onChange={(selected) => onChange({ ...condition, operator: selected, value: readValue(text, selected) })}
      />
      {operator !== "EXISTS" && (
        <TextField
          label={operator === "IN" ? texts.filter.values : texts.filter.value}
          value={text}
          known={chosen?.frequent.map((each) => ({
            value: writeValue(each.value),
            label: peopleWith(each.people, chosen.isEstimate),
          }))}
          onChange={(typed) => {
            setText(typed);
            onChange({ ...condition, value: readValue(typed, operator) });
          }}
        />
      )}
    </>
  );
}

function described({ name, types, people, isEstimate }: Attribute): string {
  const named = types.map((type) => texts.filter.types[type]).join(", ");
  return texts.filter.people(name, named, peopleWith(people, isEstimate));
}

function peopleWith(people: number, isEstimate = false): string {
  const named = counted(people, texts.people.count);
  return isEstimate ? texts.filter.estimate(named) : named;
}
