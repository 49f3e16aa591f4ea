import { literal } from '../message/literal.ts'

const longest = 60

/** A display name within one of the bot's sentences: short, on one line, and without brackets or quotes. */
export const personName = (name: string): string => literal(name.replaceAll(/[()“”]/g, ' ').trim(), longest)
