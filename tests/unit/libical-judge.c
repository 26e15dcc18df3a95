/*
 * Reads calendars from standard input, each followed by a NUL byte, with libical. For each VEVENT it prints one
 * line of fields parted by tabs: uid, start, end, sequence, status, summary, description, location, categories.
 * Times are Unix seconds by the file's own VTIMEZONE, or YYYYMMDD for days; text is hex, "-" stands for none.
 * After each calendar: "END <errors that libical noted> <violations of the restrictions of RFC 5546>".
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(const char *value) {
  putchar('\t');
  if (!value) putchar('-');
  else for (; *value; value++) printf("%02x", (unsigned char)*value);
}

static void when(struct icaltimetype time) {
  if (icaltime_is_null_time(time)) printf("\t-");
  else if (time.is_date) printf("\t%04d%02d%02d", time.year, time.month, time.day);
  else printf("\t%lld", (long long)icaltime_as_timet_with_zone(time, time.zone ? time.zone : icaltimezone_get_utc_timezone()));
}

static void event(icalcomponent *each) {
  icalproperty *end = icalcomponent_get_first_property(each, ICAL_DTEND_PROPERTY);
  icalproperty *state = icalcomponent_get_first_property(each, ICAL_STATUS_PROPERTY);
  printf("%s", icalcomponent_get_uid(each));
  when(icalcomponent_get_dtstart(each));
  if (end) when(icalcomponent_get_dtend(each));
  else printf("\t-");
  printf("\t%d\t%s", icalcomponent_get_sequence(each), state ? icalproperty_get_value_as_string(state) : "-");
  text(icalcomponent_get_summary(each));
  text(icalcomponent_get_description(each));
  text(icalcomponent_get_location(each));
  putchar('\t');
  for (icalproperty *kind = icalcomponent_get_first_property(each, ICAL_CATEGORIES_PROPERTY); kind; kind = icalcomponent_get_next_property(each, ICAL_CATEGORIES_PROPERTY)) {
    for (const char *at = icalproperty_get_categories(kind); *at; at++) printf("%02x", (unsigned char)*at);
    putchar(',');
  }
  putchar('\n');
}

int main(void) {
  size_t size = 0, room = 1 << 20;
  char *all = malloc(room);
  for (int next; (next = getchar()) != EOF;) {
    if (size + 1 >= room) all = realloc(all, room *= 2);
    all[size++] = (char)next;
  }
  for (char *at = all; at < all + size; at += strlen(at) + 1) {
    icalcomponent *calendar = icalparser_parse_string(at);
    if (!calendar) {
      printf("END 1 1\n");
      continue;
    }
    for (icalcomponent *each = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); each; each = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) event(each);
    int errors = icalcomponent_count_errors(calendar);
    printf("END %d %d\n", errors, icalrestriction_check(calendar) ? 0 : 1);
    icalcomponent_free(calendar);
  }
  free(all);
  return 0;
}
