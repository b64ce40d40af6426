import { reportSentences } from '../kinds/wording-template'
import { reports } from '.'
import { inLabels } from './placeholders'

/** Every report as a screen offers it, the placeholders of its sentences in Chinese. */
export const listedReports = () =>
  reports.map(({ name, label, period, also = [], texts, sentences = [] }) => ({
    name,
    label,
    period,
    also: [...also],
    texts: texts.map(({ key, label }) => ({ key, label })),
    sentences: sentences.map(({ key, text, fuller }) => ({
      key,
      label: reportSentences[key],
      text: inLabels(text),
      ...(fuller !== undefined && { fuller: inLabels(fuller) }),
    })),
  }))
