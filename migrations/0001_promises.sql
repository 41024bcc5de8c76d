-- What must never happen is made impossible here rather than avoided with care.

CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- One doctor, one patient at a time.
ALTER TABLE appointment ADD CONSTRAINT appointment_no_overlap
  EXCLUDE USING gist (doctor_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('booked', 'confirmed', 'arrived'));
--> statement-breakpoint
ALTER TABLE appointment ADD CONSTRAINT appointment_ends_after_start CHECK (ends_at > starts_at);
--> statement-breakpoint
ALTER TABLE address ADD CONSTRAINT address_names_somebody CHECK (user_id IS NOT NULL OR phone IS NOT NULL);
--> statement-breakpoint
ALTER TABLE consent_event ADD CONSTRAINT consent_strength CHECK (strength BETWEEN 0 AND 4);
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE ON consent_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consent_event_no_truncate BEFORE TRUNCATE ON consent_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER attempt_kept BEFORE DELETE ON attempt
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION outcome_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NOT NULL THEN
    RAISE EXCEPTION 'the outcome of an attempt is written once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attempt_outcome_once BEFORE UPDATE ON attempt
  FOR EACH ROW EXECUTE FUNCTION outcome_once();
