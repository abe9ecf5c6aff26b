import { useState } from "react";
import { Choice } from "../parts/Choice";
import { texts } from "../texts";
import { type AttributeCondition, OPERATORS, type Operator } from "../view/view";
import { readValue, writeValue } from "./values";

type Props = { value: AttributeCondition[]; onChange: (conditions: AttributeCondition[]) => void };

/** Comparisons of attributes, one in a row. */
export function Conditions({ value, onChange }: Props) {
  const replace = (index: number, condition: AttributeCondition | null) =>
    onChange(value.flatMap((each, place) => (place === index ? (condition ?? []) : each)));
  return (
    <fieldset>
      <legend>{texts.filter.attributes}</legend>
      {value.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the form
        <ConditionRow key={index} value={condition} onChange={(changed) => replace(index, changed)} />
      ))}
      <button
        type="button"
        className="button"
        onClick={() => onChange([...value, { name: "", operator: "EQ", value: "" }])}
      >
        {texts.filter.addCondition}
      </button>
    </fieldset>
  );
}

type RowProps = { value: AttributeCondition; onChange: (condition: AttributeCondition | null) => void };

function ConditionRow({ value: condition, onChange }: RowProps) {
  const [text, setText] = useState(writeValue(condition.value));
  const { name, operator } = condition;
  const update = (next: { name?: string; operator?: Operator; text?: string }) => {
    const chosen = next.operator ?? operator;
    onChange({ name: next.name ?? name, operator: chosen, value: readValue(next.text ?? text, chosen) });
  };
  return (
    <div className="row condition">
      <label className="field">
        {texts.filter.attribute}
        <input type="text" value={name} onChange={(event) => update({ name: event.target.value })} />
      </label>
      <Choice
        label={texts.filter.operator}
        options={OPERATORS}
        names={texts.filter.operators}
        value={operator}
        onChange={(chosen) => update({ operator: chosen })}
      />
      {operator !== "EXISTS" && (
        <label className="field">
          {operator === "IN" ? texts.filter.values : texts.filter.value}
          <input
            type="text"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              update({ text: event.target.value });
            }}
          />
        </label>
      )}
      <button
        type="button"
        className="button plain"
        aria-label={texts.filter.removeCondition(name)}
        onClick={() => onChange(null)}
      >
        ×
      </button>
    </div>
  );
}
