import type { ReactNode } from "react";

/** A column of a table. A header column names its row. */
export type Column<Row> = {
  name: string;
  title: string;
  cell: (row: Row) => ReactNode;
  isHeader?: boolean;
  isNumber?: boolean;
  /** The two orders by this column, the one that a first click chooses first. */
  orders?: readonly [string, string];
};

type Props<Row> = { columns: Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string };

/** A table that draws all of its rows. In a narrow window, each row is its header with its values below, with their titles. */
export function Table<Row>({ columns, rows, keyOf }: Props<Row>) {
  return (
    <table className="list">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} scope="col" className={alignment(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <Cell key={column.name} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.isHeader) return <th scope="row">{column.cell(row)}</th>;
  return (
    <td className={alignment(column)} data-title={column.title}>
      {column.cell(row)}
    </td>
  );
}

function alignment({ isNumber }: { isNumber?: boolean }): string | undefined {
  return isNumber ? "right" : undefined;
}
