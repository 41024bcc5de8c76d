-- A platform's id of a message may hold a phone number. When its patient is forgotten it may go; the outcome stays as it was.
CREATE OR REPLACE FUNCTION outcome_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NULL THEN
    RETURN NEW;
  END IF;
  IF NEW.external_id IS NULL AND to_jsonb(NEW) - 'external_id' = to_jsonb(OLD) - 'external_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the outcome of an attempt is written once' USING ERRCODE = 'restrict_violation';
END $$;
