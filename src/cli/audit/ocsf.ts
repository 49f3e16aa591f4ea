import type { AuditAct } from './act.ts'

/** The class API Activity of OCSF 1.6.0. */
const classUid = 6003

const activities: Readonly<Record<string, number>> = { outcome: 3, correction: 3, decided: 3, export: 2, exported: 2 }
const success = ['applied', 'awaiting validation', 'shared']
const failure = ['failed', 'refused', 'stale', 'cancelled', 'expired']

/** 1 Success, 2 Failure, 0 Unknown; 99 Other for a step that has no outcome of its own. */
const statusOf = (outcome: string | undefined) => {
  if (outcome === undefined) return { status_id: 99, status: 'Other' }
  if (success.includes(outcome)) return { status_id: 1, status: 'Success', status_detail: outcome }
  if (failure.includes(outcome)) return { status_id: 2, status: 'Failure', status_detail: outcome }
  return { status_id: 0, status: 'Unknown', status_detail: outcome }
}

/** Low for what was refused or failed, medium for what is unknown. */
const severityOf = (status: number) =>
  ({ 0: { severity_id: 3, severity: 'Medium' }, 2: { severity_id: 2, severity: 'Low' } })[status] ?? {
    severity_id: 1,
    severity: 'Informational',
  }

const userOf = (person: string | undefined) => {
  if (person === undefined) return { name: 'unknown', type_id: 0 }
  return { uid: person, name: person, type_id: 1, ...(person.includes('@') && { email_addr: person }) }
}

/** An act as an event of OCSF; what OCSF has no place for is in `unmapped`. */
export const toOcsf = (
  { entry, at, kind, people, proposal, command, connection, objects, outcome, payload }: AuditAct,
  version: string,
) => {
  const activity = activities[kind] ?? 99
  const status = statusOf(outcome)
  const [person] = people
  const account = people.find((one) => /^(slack|cli|play):/.test(one))
  return {
    metadata: {
      version: '1.6.0',
      product: { name: 'Coxswain', vendor_name: 'Coxswain', version },
      uid: String(entry),
      event_code: kind,
      log_name: 'audit',
      ...(proposal !== undefined && { correlation_uid: proposal }),
    },
    time: at,
    category_uid: 6,
    category_name: 'Application Activity',
    class_uid: classUid,
    class_name: 'API Activity',
    activity_id: activity,
    activity_name: { 2: 'Read', 3: 'Update' }[activity] ?? kind,
    type_uid: classUid * 100 + activity,
    ...severityOf(status.status_id),
    ...status,
    actor: { user: userOf(person), app_name: 'Coxswain' },
    api: {
      operation: command ?? kind,
      ...(connection !== undefined && { service: { name: connection } }),
      ...(proposal !== undefined && { request: { uid: proposal } }),
    },
    src_endpoint: { svc_name: account?.slice(0, account.indexOf(':')) ?? 'coxswain' },
    ...(objects.length > 0 && { resources: objects.map((name) => ({ name })) }),
    unmapped: { people, payload },
  }
}
