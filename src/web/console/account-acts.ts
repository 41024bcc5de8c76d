/** What staff do about one account of a patient. */

import { z } from 'zod';
import type { Outcome } from '../../app/fault.ts';
import {
  type Account,
  accountsOf,
  changeAccount,
  endAccount,
  liftQuarantine,
  resolvePause,
  verifyAccount,
} from '../../app/identity.ts';
import { labelCharsMax } from '../../domain/identity.ts';
import { relations } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import {
  type Faults,
  faultsOf,
  oneOf,
  optionalDate,
  optionalLine,
  posted,
  type Values,
  valuesOf,
} from './form.ts';
import { showPatient } from './patients.ts';

export function accountRoutes(desk: Desk) {
  const { app, post } = doors(desk);
  const one = '/patients/:id/accounts/:binding';
  post(one, 'office', change(desk));
  post(`${one}/verify`, 'office', act(desk, { done: 'verified' }, verifyAccount));
  post(`${one}/end`, 'office', act(desk, { done: 'ended' }, endAccount));
  post(`${one}/quarantine`, 'office', act(desk, { done: 'lifted' }, liftQuarantine));
  post(`${one}/pause`, 'office', pause(desk));
  return app;
}

/** Only an account of the patient in the path. */
async function accountIn(desk: Desk, c: Parameters<Handler>[0]): Promise<Account | null> {
  const accounts = await accountsOf(desk.ctx, c.req.param('id') ?? '');
  const found = accounts.ok ? accounts.value : [];
  return found.find(({ bindingId }) => bindingId === c.req.param('binding')) ?? null;
}

type Act = (
  ctx: Desk['ctx'],
  input: { bindingId: string; addressId: string; actor: string },
) => Promise<Outcome<null>>;

function act(desk: Desk, { done }: { done: string }, verb: Act): Handler {
  return async (c) => {
    const account = await accountIn(desk, c);
    if (!account) return missing(c);
    const { bindingId, addressId } = account;
    const outcome = await verb(desk.ctx, { bindingId, addressId, actor: actorOf(c.var.staff) });
    return outcome.ok
      ? c.redirect(`/patients/${c.req.param('id')}?done=${done}#accounts`, 303)
      : missing(c);
  };
}

const label = optionalLine.refine(
  (text) => text === null || [...text].length <= labelCharsMax,
  'too_long',
);
const account = z.object({ relation: oneOf(relations), label, authorityEndsOn: optionalDate });

function change(desk: Desk): Handler {
  return async (c) => {
    const known = await accountIn(desk, c);
    if (!known) return missing(c);
    const { bindingId } = known;
    const again = (values: Values, faults: Faults) =>
      showPatient(desk, { draft: { form: 'account', key: bindingId, values, faults } })(c);
    const form = await posted(c, account);
    if (!form.ok) return again(form.values, form.faults);
    const actor = actorOf(c.var.staff);
    const changed = await changeAccount(desk.ctx, { bindingId, change: form.value, actor });
    if (!changed.ok) return again(await valuesOf(c), faultsOf(changed));
    return c.redirect(`/patients/${c.req.param('id')}?done=account#accounts`, 303);
  };
}

const choice = z.object({ go: oneOf(['on', 'stop']) });

function pause(desk: Desk): Handler {
  return async (c) => {
    const known = await accountIn(desk, c);
    const form = await posted(c, choice);
    if (!known || !form.ok) return missing(c);
    const { go } = form.value;
    const { addressId } = known;
    await resolvePause(desk.ctx, { addressId, go, actor: actorOf(c.var.staff) });
    const done = go === 'on' ? 'goingOn' : 'halted';
    return c.redirect(`/patients/${c.req.param('id')}?done=${done}#accounts`, 303);
  };
}
