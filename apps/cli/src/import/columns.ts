import { givenByPersons, projectDeciders } from '@sunlit/commands';
import {
  Document,
  fieldsOf,
  Organisation,
  ProjectFacts,
  Withholding,
  type CommandClass,
  type Entry,
} from '@sunlit/ledger';
import { fieldWord, vocabulary, word, zh } from '@sunlit/web';

export type SheetClass = CommandClass<Entry>;
export type Field = ReturnType<typeof fieldsOf> extends ReadonlyMap<string, infer F> ? F : never;
type ItemClass = Parameters<typeof fieldsOf>[0];

/** One item of a list stands on one line of its cell: these parts in this order, separated by `|`. */
export interface Part {
  /** Dotted path in the item. */
  readonly path: string;
  readonly title: string;
  readonly field: Field;
  readonly choices: Choices | null;
}

/** Chinese words by value. */
export type Choices = Readonly<Record<string, string>>;

export interface Column {
  /** Dotted path in the command, which is also the column's English title: `owner.uscc`. */
  readonly path: string;
  readonly title: string;
  /** Whether the sheet may leave the column out. */
  readonly optional: boolean;
  /** Null for the columns that every sheet has beside the command's fields. */
  readonly field: Field | null;
  readonly choices: Choices | null;
  /** For a list. */
  readonly parts: readonly Part[] | null;
  /** Whether each item of the list names a receipt of the bid box. */
  readonly receipts: boolean;
}

/** Commands by the name of their sheet: `record-payment` is `RecordPayment`. Only what persons give. */
export const sheetClasses: ReadonlyMap<string, SheetClass> = new Map(
  projectDeciders.flatMap(givenByPersons).map((type) => [kebab(type.name), type]),
);

function kebab(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}

/** A column beside the command's fields. */
export const beside = (path: string, title: string, optional = false): Column => ({
  ...{ path, title, optional, field: null },
  ...{ choices: null, parts: null, receipts: false },
});

/** Who recorded a row and when: only a sample ledger is told, a real one knows. */
const recording = (type: SheetClass): Column[] => [
  beside('recordedAt', '登记时间'),
  beside('preparedAt', '编制时间', true),
  beside('preparedBy', '编制'),
  beside('confirmedBy', '复核', type.rights.confirms.length === 0),
];

/** A project is named by its owner's own number; by the owner's code too where the sheets leave the owner open. */
const ofProject: readonly Column[] = [
  beside('project', '项目编号'),
  beside('projectOwner', '建设单位代码', true),
];

/** The columns of a command's sheet, in the order in which people like to fill them. */
export const columnsOf = (type: SheetClass, sample: boolean): readonly Column[] => [
  ...(sample ? recording(type) : []),
  ...(namesItself(type) ? [] : ofProject),
  ...[...fieldsOf(type)].flatMap(([name, field]) => columnsOfField(type, name, field)),
];

/** A project that is registered or taken over says its number and owner itself. */
export const namesItself = (type: SheetClass): boolean => type.prototype instanceof ProjectFacts;

function columnsOfField(type: SheetClass, name: string, field: Field): Column[] {
  // Where the API takes a receipt of the bid box, a sheet names the bidder: nobody knows the id beforehand.
  if (isReceipt(field)) return columnsOfPart(type, 'bidder', Organisation, false);
  if (field.item && field.list) return [listColumn(type, [name], titleOf(type, name), field, field.item)];
  if (field.item) return columnsOfPart(type, name, field.item, field.optional);
  return [leaf(name, titleOf(type, name), field.optional, field, choicesOf(type, name, field))];
}

const leaf = (
  path: string,
  title: string,
  optional: boolean,
  field: Field,
  choices: Choices | null,
): Column => ({
  ...{ path, title, optional, field, choices },
  ...{ parts: null, receipts: false },
});

const columnsOfPart = (type: SheetClass, name: string, item: ItemClass, optional: boolean): Column[] =>
  [...fieldsOf(item)].map(([inner, field]) => {
    const title = `${titleOf(type, name)}.${partTitle(type, [name], inner)}`;
    if (field.item && field.list) return listColumn(type, [name, inner], title, field, field.item);
    const choices = choicesOf(type, inner, field);
    return leaf(`${name}.${inner}`, title, optional || field.optional, field, choices);
  });

const listColumn = (
  type: SheetClass,
  path: readonly string[],
  title: string,
  field: Field,
  item: ItemClass,
): Column => ({
  ...{ path: path.join('.'), title, optional: field.optional, field, choices: null },
  parts: partsOf(type, path, item),
  receipts: [...fieldsOf(item).values()].some(isReceipt),
});

/** A document is written as a title and a file name; everything else as the fields of its class. */
function partsOf(type: SheetClass, within: readonly string[], item: ItemClass): Part[] {
  if (item === Document) return [];
  return [...fieldsOf(item)].flatMap(([name, field]) => {
    if (isReceipt(field)) return [];
    if (!field.item) {
      const choices =
        item === Withholding && name === 'field' ? fieldNames(type) : choicesOf(type, name, field);
      return [{ path: name, title: partTitle(type, within, name), field, choices }];
    }
    const title = (inner: string) => `${common(name)}.${common(inner)}`;
    return [...fieldsOf(field.item)].map(([inner, own]) => ({
      path: `${name}.${inner}`,
      title: title(inner),
      field: own,
      choices: null,
    }));
  });
}

const isReceipt = ({ schema }: Field): boolean => schema['x-rule'] === 'uuid';
export const isDocuments = ({ field }: Column): boolean => field?.item === Document;
/** Its approver is written as a login. */
export const isWithholding = ({ field }: Column): boolean => field?.item === Withholding;
/** So is who approved what is withheld later: nobody knows the opaque id of a person. */
export const isApprover = ({ path, field }: Column): boolean => path === 'approver' && field !== null;

/** The words of the public pages serve the sheets too. */
const titleOf = (type: SheetClass, name: string): string => fieldWord(zh, type.makes, name);
const common = (name: string): string => word(zh.fields, name);
/** A part is called as everywhere, but where one command has two parts with a field of the same name. */
function partTitle(type: SheetClass, within: readonly string[], name: string): string {
  const placed = [type.makes, ...within, name].join('.');
  return Object.hasOwn(zh.fieldsOfOne, placed) ? fieldWord(zh, type.makes, name, within) : common(name);
}

/** The Chinese words for the values of a field that knows only these, by value. */
function choicesOf(type: SheetClass, name: string, { schema }: Field): Choices | null {
  const values = schema['enum'] as readonly string[] | undefined;
  const words = vocabulary(zh, type.makes, name);
  return values ? Object.fromEntries(values.map((value) => [value, words?.[value] ?? value])) : null;
}

/** A field to withhold is named as its column is. */
const fieldNames = (type: SheetClass): Choices =>
  Object.fromEntries([...fieldsOf(type).keys()].map((name) => [name, titleOf(type, name)]));
