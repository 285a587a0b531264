import type { Widened } from '../widened.js';

/** How a page reads - language, size of letters - and whether what it shows is still kept current. */
export const zh = {
  choices: '语言与字号',
  languages: { zh: '中文', en: 'English' },
  sizes: { normal: '标准字号', large: '大字版' },
  sections: '栏目',
  projects: '项目',
  findings: '核查提示',
  rules: '规则',
  lag: {
    title: '数据更新提示',
    paused: '数据更新暂停。',
    behind: '数据更新落后，正在赶上。',
    until: (entry: number) => `本页截至第 ${entry} 号记录`,
    untilNothing: '本页还没有任何记录。',
    after: '此后登记的内容恢复更新后显示，不会丢失。',
  },
} as const;

export const en: Widened<typeof zh> = {
  choices: 'Language and size of letters',
  languages: { zh: '中文', en: 'English' },
  sizes: { normal: 'Normal letters', large: 'Large letters' },
  sections: 'Sections',
  projects: 'Projects',
  findings: 'Findings',
  rules: 'Rules',
  lag: {
    title: 'Notice about updates',
    paused: 'Updates are paused.',
    behind: 'Updates are late and catching up.',
    until: (entry) => `This page reaches entry ${entry}`,
    untilNothing: 'This page has no entry yet.',
    after: 'What was recorded since will show when updates resume; nothing is lost.',
  },
};
