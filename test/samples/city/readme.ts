import { stageOf } from '../../../libs/read-models/src/project-page/project.money.js';
import { zh } from '@sunlit/web';
import type { Plot } from './plots/plot.js';
import type { Works } from './works.js';

/** The two projects that the small sample brings along. */
const small = [
  ['ZW-2023-017', '滨江路改造工程', '已结项', '领域文档的算例：从立项到结项，收支平衡到分'],
  ['ZW-LD-008', '东湖公园路灯改造工程', '招标中', '恰为五十万元的公开招标，投标箱未开'],
] as const;

/** What is to be seen of which project. */
export function readme(played: readonly { plot: Plot; w: Works }[], rows: number, seed: string): string {
  const lines = played.map(({ plot: { facts, shows }, w }) => [
    ...[facts.number, facts.name, zh.projectStages[stageOf(w.state)], shows],
  ]);
  const all = [...small, ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return `# 示例城市 The sample city

${all.length} invented projects of an invented city, ${rows} rows. Written by \`test/samples/city.ts\` (seed \`${seed}\`): change the plots and
write the folder anew, never these files. Districts: 331082 临江市本级, 339901 东湖区, 339902 清溪区, 339903 江南新区, 339904 云岭县.

| 编号 | 名称 | 阶段（开账日） | 可以看到 |
|---|---|---|---|
${all.join('\n')}
`;
}
