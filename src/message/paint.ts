import { styleText } from 'node:util'
import type { Tone } from './message.ts'

/** Which part of a message a text is; colour only repeats what the words say. */
export type TextRole = Tone | 'title' | 'label' | 'command' | 'strong' | 'quiet'

/** Gives a text the look of its part; without colour, the text itself. */
export type Paint = (part: TextRole, text: string) => string

const LOOKS: Readonly<Record<TextRole, Parameters<typeof styleText>[0]>> = {
  title: 'bold',
  strong: 'bold',
  label: 'dim',
  quiet: 'dim',
  command: 'cyan',
  answer: 'bold',
  help: 'bold',
  error: ['bold', 'red'],
  failed: ['bold', 'red'],
  refused: ['bold', 'red'],
  unknown: ['bold', 'magenta'],
  waiting: ['bold', 'yellow'],
  'awaiting validation': ['bold', 'yellow'],
  stale: ['bold', 'yellow'],
  applied: ['bold', 'green'],
  cancelled: 'bold',
  expired: 'bold',
}

/** A paint with terminal colours, or none; the caller decides, not the environment. */
export function painter(color: boolean): Paint {
  if (!color) return (_part, text) => text
  return (part, text) => (text === '' ? text : styleText(LOOKS[part], text, { validateStream: false }))
}
