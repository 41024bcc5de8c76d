CREATE TABLE "alarm" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" text NOT NULL,
	"reason_id" uuid,
	"thread_id" uuid,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"level" integer NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "alarm_call" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alarm_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "clinic" ADD COLUMN "review_url" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "argument" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "interval_months" integer;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "guarantee" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "episode_id" uuid;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "day" integer;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "asks_score" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "score" integer;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "answer_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "booked_id" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "reopened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visit_request" ADD COLUMN "reason_id" uuid;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "reason" ADD COLUMN "updated_at" timestamp with time zone;--> statement-breakpoint
UPDATE "reason" SET "kind" = "purpose", "updated_at" = "created_at";--> statement-breakpoint
ALTER TABLE "reason" ALTER COLUMN "kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "reason" ALTER COLUMN "updated_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "asks_score" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "clinic_id" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "telegram_user_id" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "telegram_bound_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "telegram_step" jsonb;--> statement-breakpoint
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_reason_id_reason_id_fk" FOREIGN KEY ("reason_id") REFERENCES "public"."reason"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_thread_id_thread_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."thread"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_taken_by_staff_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_alarm_id_alarm_id_fk" FOREIGN KEY ("alarm_id") REFERENCES "public"."alarm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarm_call" ADD CONSTRAINT "alarm_call_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_code" ADD CONSTRAINT "staff_code_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alarm_next" ON "alarm" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "alarm_patient" ON "alarm" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "alarm_open" ON "alarm" USING btree ("patient_id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "alarm_call_alarm" ON "alarm_call" USING btree ("alarm_id");--> statement-breakpoint
ALTER TABLE "reason" ADD CONSTRAINT "reason_booked_id_appointment_id_fk" FOREIGN KEY ("booked_id") REFERENCES "public"."appointment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_clinic_id_clinic_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinic"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_request" ADD CONSTRAINT "visit_request_reason_id_reason_id_fk" FOREIGN KEY ("reason_id") REFERENCES "public"."reason"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_request_reason" ON "visit_request" USING btree ("reason_id") WHERE reason_id is not null;--> statement-breakpoint
CREATE INDEX "reason_answer_by" ON "reason" USING btree ("answer_by") WHERE answer_by is not null;--> statement-breakpoint
CREATE INDEX "reason_due" ON "reason" USING btree ("due_at") WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX "reason_waiting" ON "reason" USING btree ("answer_by") WHERE state = 'sent' and episode_id is not null;--> statement-breakpoint
DROP INDEX "reason_wellbeing";--> statement-breakpoint
CREATE UNIQUE INDEX "reason_wellbeing" ON "reason" USING btree ("appointment_id","kind","day") WHERE purpose = 'wellbeing' and state <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "reason_impression" ON "reason" USING btree ("appointment_id") WHERE kind = 'impression' and state <> 'closed';--> statement-breakpoint
CREATE INDEX "reason_episode" ON "reason" USING btree ("episode_id") WHERE episode_id is not null;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_telegram_user_id_unique" UNIQUE("telegram_user_id");--> statement-breakpoint
CREATE TRIGGER alarm_call_append_only BEFORE UPDATE OR DELETE ON alarm_call
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
