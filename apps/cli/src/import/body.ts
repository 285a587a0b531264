import { BadJson, readStrictJson } from '@sunlit/envelope';
import { BadInput, fieldsOf, Organisation, readFields, type Json, type JsonObject } from '@sunlit/ledger';
import { BadCell, put, unknownReceipt, valueOf, type Surroundings } from './cells.js';
import type { Column, SheetClass } from './columns.js';
import { columnOf, doorProblems, reasonOf, type RowProblem } from './reasons.js';

/** Texts of a row's cells that are not empty, by the path of their column. */
export type Cells = Readonly<Record<string, string>>;

/** The command's body as a row gives it, with everything that is wrong with it. A bidder stands in for a receipt. */
export function bodyOf(
  type: SheetClass,
  columns: readonly Column[],
  cells: Cells,
  around: Surroundings,
): { body: JsonObject; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const body: Record<string, Json> = {};
  // A part that must be there is told by its own empty cells.
  for (const [name, { item, list, optional, schema }] of fieldsOf(type)) {
    if (item && !list && !optional) body[name] = {};
    // Where the API takes a list of nothing, an empty cell is one: a committee that ranks no bid.
    if (list && !optional && !schema['minItems']) body[name] = [];
  }
  for (const column of columns) {
    const text = cells[column.path];
    if (!text || !column.field) continue;
    try {
      put(body, column.path, valueOf(column, text, around));
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      problems.push({ field: column.path, reason: error.message });
    }
  }
  const checked = check(type, body, columns, cells, around.openedOn !== null);
  problems.push(
    ...checked.problems.filter(
      ({ field }) => !problems.some((p) => columnOf(columns, field)?.path === p.field),
    ),
  );
  return { body: checked.body, problems };
}

/** The door of the API: texts in NFC, no invisible characters, every field as its command declares it. */
function check(
  type: SheetClass,
  given: JsonObject,
  columns: readonly Column[],
  cells: Cells,
  sample: boolean,
) {
  try {
    const body = readStrictJson(JSON.stringify(given)) as JsonObject;
    const problems = fieldProblems(type, body).map((problem): RowProblem => {
      const column = columnOf(columns, problem.field);
      return {
        field: problem.field,
        reason: reasonOf(problem, column, cells[column?.path ?? ''] ?? '', sample),
      };
    });
    return { body, problems };
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    return { body: given, problems: doorProblems(error) };
  }
}

type FieldProblems = BadInput['problems'];

function fieldProblems(type: SheetClass, body: JsonObject): FieldProblems {
  if (!fieldsOf(type).has('receipt')) return problemsIn(type, body);
  const { bidder = {}, ...command } = body;
  const ofBidder = problemsIn(Organisation, bidder).map((p) => ({ ...p, field: `bidder.${p.field}` }));
  return [...problemsIn(type, { ...command, receipt: unknownReceipt }), ...ofBidder];
}

function problemsIn(type: Parameters<typeof readFields>[0], json: Json): FieldProblems {
  try {
    readFields(type, json);
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.problems;
  }
}
