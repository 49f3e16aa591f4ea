import type { Mode, Status } from './raw.ts'

/** FNV-1a of a text, 32 bits: the dice of the agents of the local Rudder, which are no part of its state. */
const fnv = (text: string): number =>
  text.split('').reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0

const known = new Map<string, number>()

const remembered = (text: string): number => {
  const found = known.get(text) ?? fnv(text)
  known.set(text, found)
  return found
}

/** What an agent reports of a component on which nothing was found. */
export const wellStatus = (mode: Mode, place: string, nodeId: string): Status => {
  const seed = (remembered(place) ^ remembered(nodeId)) | 0
  const dice = Math.imul(seed ^ (seed >>> 15), 0x85ebca77) >>> 0
  if (mode === 'audit') return dice % 20 === 0 ? 'auditNotApplicable' : 'auditCompliant'
  if (dice % 16 === 0) return 'successNotApplicable'
  return dice % 9 === 0 ? 'successRepaired' : 'successAlreadyOK'
}

/** What was found, as an agent in this mode reports it: audit finds, enforce fails. */
export const foundStatus = (mode: Mode, found: Status): Status => {
  if (mode === 'audit') return found === 'error' ? 'auditNonCompliant' : found
  return found === 'auditNonCompliant' || found === 'auditError' ? 'error' : found
}
