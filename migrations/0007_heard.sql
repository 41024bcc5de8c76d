ALTER TABLE "address" ADD COLUMN "unreachable_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_account" ADD COLUMN "heard_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_account" ADD COLUMN "frozen_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_account" ADD COLUMN "braked_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "address_gone" ON "address" USING btree ("channel","account","unreachable_at") WHERE unreachable_at is not null;