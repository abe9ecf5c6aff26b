import { graphql } from "react-relay";
import type { ConditionFieldsTagsQuery } from "../__generated__/ConditionFieldsTagsQuery.graphql";
import { useLive } from "../api/useLive";
import { counted } from "../format";
import { Choice } from "../parts/Choice";
import { TextField } from "../parts/TextField";
import { usePaused } from "../parts/usePaused";
import { texts } from "../texts";
import type { Condition, ConditionKind, ConditionOf } from "../view/people";
import { AttributeFields } from "./AttributeFields";
import { OutcomeFields, VisitFields } from "./StandingFields";

type Props = { value: Condition; onChange: (condition: Condition) => void; onRemove: () => void };

/** One condition of a filter of people. */
export function ConditionFields({ value, onChange, onRemove }: Props) {
  const name = texts.filter.kinds[value.kind];
  return (
    <fieldset className="condition">
      <legend>{name}</legend>
      <div className="row fields">
        <Choice
          label={texts.filter.not}
          options={["with", "without"] as const}
          names={texts.filter.nots}
          value={value.not ? "without" : "with"}
          onChange={(chosen) => onChange({ ...value, not: chosen === "without" })}
        />
        <FieldsOf value={value} onChange={onChange} />
      </div>
      <button type="button" className="button plain remove" aria-label={texts.filter.remove(name)} onClick={onRemove}>
        ×
      </button>
    </fieldset>
  );
}

export type FieldsProps<Kind extends ConditionKind> = {
  value: ConditionOf<Kind>;
  onChange: (condition: ConditionOf<Kind>) => void;
};

function FieldsOf({ value, onChange }: Pick<Props, "value" | "onChange">) {
  switch (value.kind) {
    case "search":
      return <SearchField value={value} onChange={onChange} />;
    case "tag":
      return <TagField value={value} onChange={onChange} />;
    case "attribute":
      return <AttributeFields value={value} onChange={onChange} />;
    case "outcome":
      return <OutcomeFields value={value} onChange={onChange} />;
    case "visit":
      return <VisitFields value={value} onChange={onChange} />;
    case "selection":
      return <p>{value.title}</p>;
  }
}

function SearchField({ value, onChange }: FieldsProps<"search">) {
  return (
    <TextField
      label={texts.filter.search}
      value={value.text}
      isRequired
      onChange={(text) => onChange({ ...value, text })}
    />
  );
}

const TAGS = graphql`
  query ConditionFieldsTagsQuery($search: String) {
    tags(search: $search) { id name people }
  }
`;

function TagField({ value, onChange }: FieldsProps<"tag">) {
  const { data } = useLive<ConditionFieldsTagsQuery>(TAGS, { search: usePaused(value.tag) || null });
  const known = data?.tags.map((tag) => ({ value: tag.name, label: counted(tag.people, texts.people.count) }));
  return (
    <TextField
      label={texts.filter.tag}
      value={value.tag}
      isRequired
      known={known ?? []}
      onChange={(tag) => onChange({ ...value, tag })}
    />
  );
}
