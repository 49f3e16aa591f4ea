import { literal } from '../message/literal.ts'

const longest = 60

/** A display name within a sentence of ours: short, on one line, and with no brackets or quotes that could end ours. */
export const personName = (name: string): string => literal(name.replaceAll(/[()“”]/g, ' ').trim(), longest)
