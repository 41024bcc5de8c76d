/** Only what somebody did changes the ledger, and every link binds one account. */

import { castOf } from '../commands/cast.ts';
import type { Check, World } from '../contract.ts';
import { look } from './eyes.ts';
import { looked, wrong } from './looked.ts';

const name = 'acts';

const notActsText = `select e.patient_id as patient, e.number, e.act, i.type
  from consent_event e join inbound i on i.id = e.inbound_id
  where i.type in ('reachability', 'status', 'account', 'account_changed', 'template')`;

interface NotAct {
  readonly patient: string;
  readonly number: number;
  readonly act: string;
  readonly type: string;
}

/** Accounts that can only have been bound by this one link. */
async function boundTwice(world: World) {
  const { links, opened, settled } = castOf(world);
  const { addresses, bindings } = await look(world);
  const isBound = (account: string, patient: string) =>
    addresses.some(
      ({ id, channel, user_id: user }) =>
        `${channel} ${user}` === account &&
        !settled.includes(`${patient} ${account}`) &&
        bindings.some(
          (one) =>
            one.address_id === id && one.patient_id === patient && one.verified_by !== 'paper',
        ),
    );
  const linksOf = (account: string, patient: string) =>
    links.filter(
      ({ token, patient: whose }) =>
        whose === patient && opened.some((one) => one.token === token && one.account === account),
    );
  looked(world, name, opened.length);
  return links.flatMap(({ token, patient }) => {
    const who = new Set(opened.filter((one) => one.token === token).map(({ account }) => account));
    const bound = [...who].filter(
      (account) => isBound(account, patient) && linksOf(account, patient).length === 1,
    );
    return bound.length > 1
      ? [wrong(name, `one link to ${patient} has bound ${bound.join(' and ')}`)]
      : [];
  });
}

async function watch(world: World) {
  const rows = await world.sql<NotAct>(notActsText);
  const found = rows.map(({ patient, number, act, type }) =>
    wrong(name, `entry ${number} of ${patient} (${act}) comes from ${type}, which is nobody's act`),
  );
  return [...found, ...(await boundTwice(world))];
}

export const acts: Check = { name, onStep: watch, atEnd: watch };
