/*
 * Asks libical about calendar files: reads each file named on the command line and prints, one line a file,
 * "<events> <file>", and before it a line "error <file> <what>" for every fault that the parser or the
 * restrictions of RFC 5545 find. Exit code 2 when a file cannot be read.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *slurp(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = malloc((size_t)size + 1);
  if (text && fread(text, 1, (size_t)size, file) == (size_t)size) text[size] = '\0';
  fclose(file);
  return text;
}

/* Faults hang in the tree as X-LIC-ERROR properties. */
static void report(icalcomponent *component, const char *name) {
  for (icalproperty *p = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); p; p = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
    printf("error %s %s\n", name, icalproperty_get_xlicerror(p));
  for (icalcomponent *c = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); c; c = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
    report(c, name);
}

int main(int count, char **names) {
  for (int i = 1; i < count; i++) {
    char *text = slurp(names[i]);
    if (!text) return 2;
    icalcomponent *root = icalparser_parse_string(text);
    if (!root || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT) {
      printf("error %s no calendar\n", names[i]);
    } else {
      icalrestriction_check(root);
      report(root, names[i]);
      printf("%d %s\n", icalcomponent_count_components(root, ICAL_VEVENT_COMPONENT), names[i]);
      icalcomponent_free(root);
    }
    free(text);
  }
  return 0;
}
