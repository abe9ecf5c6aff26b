import type { ComponentProps } from "react";
import { Measured } from "../parts/Measured";
import type { Column } from "../parts/Table";
import { WhoLink } from "./WhoLink";

type Named = { name: string; title: string };
type Figure = ComponentProps<typeof WhoLink>;

/** A column of numbers that open their people. With `most`, the largest one, each has a bar. */
export function whoColumn<Row>(named: Named, figureOf: (row: Row) => Figure, most?: number): Column<Row> {
  return {
    ...named,
    isNumber: true,
    cell: (row) => {
      const figure = figureOf(row);
      if (most === undefined) return <WhoLink {...figure} />;
      return (
        <Measured count={figure.count} most={most}>
          <WhoLink {...figure} />
        </Measured>
      );
    },
  };
}
