import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Pages } from "../api/usePages";
import { texts } from "../texts";
import { Failure, Loading } from "./states";
import type { Column } from "./Table";
import { useRowKeys } from "./useRowKeys";

/** Chromium limits an element to 33,554,428 pixels: this height allows a million rows. */
const ROW_PIXELS = 33;
const ROWS_AHEAD = 20;

/** Without an order, the list has only its own one. */
type Ordering = { order?: string; onOrder?: (order: string) => void };

type Props<Row> = Ordering & {
  label: string;
  columns: Column<Row>[];
  pages: Pages<Row>;
  keyOf: (row: Row) => string;
  empty: string;
};

/** A table of any length and one tab stop: only the visible rows are drawn, and further pages load when they are near. */
export function VirtualTable<Row>({ label, columns, pages, keyOf, empty, ...ordering }: Props<Row>) {
  const frame = useRef<HTMLElement>(null);
  const { length, hasMore, isLoading, error } = pages;
  const virtual = useVirtualizer({
    count: length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
  });
  const onKeyDown = useRowKeys(frame, length, (row) => virtual.scrollToIndex(row));
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const isNear = hasMore && !isLoading && !error && length > 0 && last >= length - ROWS_AHEAD;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `loadMore` is new in every render
  useEffect(() => {
    if (isNear) pages.loadMore();
  }, [isNear]);

  if (error && length === 0) return <Failure error={error} retry={pages.retry} />;
  if (length === 0) return isLoading ? <Loading /> : <p className="state">{empty}</p>;
  return (
    <>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: keyboards must be able to scroll it */}
      {/* biome-ignore-start lint/a11y/noNoninteractiveElementInteractions: keyboards must be able to reach its rows */}
      <section
        ref={frame}
        className="virtual"
        aria-label={label}
        aria-description={texts.rowKeys}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="table" aria-label={label} aria-rowcount={(pages.totalCount ?? length) + 1}>
          <div role="rowgroup">
            <HeaderRow columns={columns} {...ordering} />
          </div>
          <div role="rowgroup" className="virtual-rows" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = pages.rowAt(item.index);
              if (row === undefined) return null;
              return (
                <div
                  key={keyOf(row)}
                  role="row"
                  aria-rowindex={item.index + 2}
                  data-index={item.index}
                  className="virtual-row"
                  style={{ transform: `translateY(${item.start}px)`, height: ROW_PIXELS }}
                >
                  {columns.map((column) => (
                    <Cell key={column.name} column={column} row={row} />
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveElementInteractions: as above */}
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      <p className="quiet row-keys" aria-hidden="true">
        {texts.rowKeys}
      </p>
      {error && <Failure error={error} retry={pages.retry} />}
      <p className="quiet" role="status">
        {isLoading && length > 0 ? texts.moreRows : ""}
      </p>
    </>
  );
}

/** A text that is cut is shown whole under the pointer. */
function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.cell(row);
  return (
    <div
      role={column.isHeader ? "rowheader" : "cell"}
      className={cellClass(column.name)}
      title={typeof content === "string" ? content : undefined}
    >
      {content}
    </div>
  );
}

/** Column names are words such as `block`, which can be the names of other classes: hence the prefix. */
function cellClass(name: string): string {
  return `cell column-${name}`;
}

function HeaderRow<Row>({ columns, order, onOrder }: { columns: Column<Row>[] } & Ordering) {
  return (
    <div role="row" aria-rowindex={1} className="virtual-row virtual-head">
      {columns.map(({ name, title, orders }) => (
        <div key={name} role="columnheader" className={cellClass(name)} aria-sort={directionOf(order, orders)}>
          {orders && onOrder ? (
            <button type="button" className="sort" onClick={() => onOrder(nextOrder(order, orders))}>
              {title}
            </button>
          ) : (
            title
          )}
        </div>
      ))}
    </div>
  );
}

function nextOrder(order: string | undefined, [first, second]: readonly [string, string]): string {
  return order === first ? second : first;
}

function directionOf(order: string | undefined, orders: readonly string[] | undefined) {
  if (order === undefined || !orders?.includes(order)) return orders && "none";
  return order.endsWith("DESC") ? "descending" : "ascending";
}
