import { existsSync } from 'node:fs'
import { checksOf } from '../app/checks.ts'
import { commandsFolder, namedIn, reach, redactorOf, settingsNames, storeOptions } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { type Config, environment, readConfig, type Systems } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostClock, hostWorld } from '../host.ts'
import { runChecks } from '../run/doctor/examine.ts'
import { type Check, finder, levels } from '../run/doctor/finding.ts'
import { checkupMessage } from '../run/doctor/findings-message.ts'
import { settingsCheck } from '../run/doctor/settings.ts'
import { slackChecks } from '../slack/check/check.ts'
import { createNetwork } from '../slack/network.ts'
import { openStore } from '../store/db.ts'
import { createLog } from '../telemetry/log.ts'
import { createRedactor } from '../vault/secret.ts'
import type { World } from '../world.ts'
import { exitCodes } from './exit.ts'
import { processTerminal } from './terminal.ts'

interface Wanted {
  /** Only what needs no network. */
  readonly offline: boolean
  /** Whether warnings count as well. */
  readonly strict: boolean
  readonly json: boolean
}

/**
 * `coxswain doctor`: looks for problems, whether a bot is running or not; it changes nothing, and reads no
 * object of a system. Gives 0 if there are warnings at most (with `strict`: if there are none), else 1. With `json` one object:
 * `{at, level, findings: [{id, check, about, level, says, todo?, until?, token?: {connection, name}}]}`, times in
 * milliseconds since 1970.
 */
export const doctor = async ({ offline, strict, json }: Wanted): Promise<number> => {
  const names = settingsNames(await loadCommands(commandsFolder))
  const config = settings(names)
  const redactor = config instanceof UserError ? createRedactor() : redactorOf(config)
  const logLevel = environment().LOG_LEVEL === undefined || config instanceof UserError ? 'error' : config.logLevel
  const world = hostWorld(createLog({ level: logLevel, redactor, clock: hostClock }))
  const { checks, close } = config instanceof UserError ? mistaken(config) : patient(config, names, world)
  const findings = await runChecks(checks, world, { offline })
  await close()
  const at = world.clock.now()
  const level = levels.find((one) => findings.some((finding) => finding.level === one)) ?? 'ok'
  const terminal = processTerminal(redactor.redact)
  if (json) terminal.out(JSON.stringify({ at, level, findings }, null, 2))
  else terminal.show(checkupMessage(findings, at))
  terminal.close()
  return level === 'wrong' || (strict && level === 'warning') ? exitCodes.failed : exitCodes.done
}

const settings = (systems: Systems): Config | UserError => {
  try {
    return readConfig({ env: environment(), systems })
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

interface Patient {
  readonly checks: readonly Check[]
  close(): Promise<void>
}

/** If the settings have mistakes, nothing else can be checked. */
const mistaken = (error: UserError): Patient => ({ checks: [settingsCheck(error)], close: async () => {} })

const patient = (config: Config, names: Systems, world: World): Patient => {
  const { connections, close } = reach(config, world, names)
  let opened: ReturnType<typeof openStore> | undefined
  const open = async () => {
    // The first start makes the file and its key; looking must not.
    if (!config.store.url && !existsSync(config.store.file)) return undefined
    opened = openStore({ ...storeOptions(config, world), asIs: true })
    return opened
  }
  const network = createNetwork(config.proxyTo)
  const slack = config.slack
    ? slackChecks(
        { ...config.slack, shared: config.shared, delivery: config.delivery, network },
        namedIn(config),
        world,
      )
    : [withoutSlack]
  return {
    checks: [...checksOf(config, connections, open, world), ...slack],
    close: async () => {
      await close()
      await network.close()
      await opened?.then(
        (store) => store.close(),
        () => {},
      )
    },
  }
}

const withoutSlack: Check = {
  name: 'slack',
  offline: true,
  run: async () => [
    finder('Slack')('warning', 'slack', 'It is not set up: only the terminal can be used.', {
      todo: '`coxswain init` helps, and docs/slack.md says where its token is found.',
    }),
  ],
}
