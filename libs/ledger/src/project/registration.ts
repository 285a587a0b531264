import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, ListOf, Money, Name, NationalCode, OneOf, Optional, Part, Region } from '../fields.js';
import { fen } from '../money.js';
import { Document, Owner } from '../values.js';
import type { ProjectState } from './state.js';

export const worksCategories = [
  'road',
  'bridge',
  'drainage',
  'water-supply',
  'lighting',
  'landscape',
  'building',
  'river',
  'waste',
  'other',
] as const;

/** What a works project is. Its identity is the owner's code and the owner's own number. */
export class ProjectFacts extends Entry {
  /** The owner's own project number: never changes. */
  @Code() number!: string;
  @Optional() @NationalCode() nationalCode!: string | null;
  @Name() name!: string;
  @Part(() => Owner) owner!: Owner;
  @Region() region!: string;
  @OneOf(worksCategories) category!: (typeof worksCategories)[number];
  @Name() site!: string;
  @Name() fundSource!: string;
  /** 投资估算, yuan. */
  @Money() estimate!: string;
  @Name() responsibleDepartment!: string;
  /** The official who answers for the project; public by the responsibility system. */
  @Name() responsiblePerson!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];
}

/** Registers a works project before anything else. */
export class RegisterProject extends ProjectFacts {
  static readonly rights: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };
  static readonly makes = 'ProjectRegistered';
  static readonly example = {
    number: 'ZW-2023-017',
    nationalCode: '2023-331082-48-01-102938',
    name: '滨江路改造工程',
    owner: { uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' },
    region: '331082',
    category: 'road',
    site: '滨江路（解放桥至东湖路）',
    fundSource: '市级财政城市维护建设资金',
    estimate: '12500000.00',
    responsibleDepartment: '工程管理科',
    responsiblePerson: '周明远',
    documents: [],
  };
}

export type ProjectRegistered = FieldsOf<RegisterProject>;

export const registration = section<ProjectState>()({
  events: {
    ProjectRegistered: event<ProjectRegistered>()({
      version: 1,
      closed: {},
      clerical: ['name', 'site', 'responsiblePerson'],
    }),
  },
  commands: { RegisterProject },
  decide: {
    RegisterProject(command, { registered }, judge) {
      judge.must(registered === null, 'project-already-registered', {
        number: command.number,
        name: registered?.name ?? '',
      });
      judgeEstimate(command, judge);
      return { type: 'ProjectRegistered', data: fieldsFrom(command) };
    },
  },
  evolve: { ProjectRegistered: (state, data) => ({ ...state, registered: data }) },
});

/** Row L5 where nothing stands beside it: an estimate below the line is 万元 typed for 元, or no works project. */
export function judgeEstimate({ estimate }: ProjectFacts, judge: Judge): void {
  judge.rule<string>('L6', judge.context.today, (least) => fen(estimate) >= fen(least), { estimate });
}

/** Everything but registering and taking over needs a project that is registered and not closed. */
export function openProject(state: ProjectState, judge: Judge): ProjectRegistered {
  const registered = judge.present(state.registered, 'project-not-registered', {});
  judge.must(state.closedOn === null, 'project-closed', { closedOn: state.closedOn });
  return registered;
}
