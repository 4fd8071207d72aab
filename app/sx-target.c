/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sx-target.h"

struct _SxTarget
{
  GObject parent_instance;
  SxLine line;
  SxDirection direction;
  char *situations[SX_N_LINES][2]; /* the one last chosen, by line and direction */
};

enum
{
  PROP_LINE = 1,
  PROP_DIRECTION,
  PROP_SITUATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SxTarget, sx_target, G_TYPE_OBJECT)

static void
sx_target_finalize (GObject *object)
{
  SxTarget *self = SX_TARGET (object);

  for (guint line = 0; line < SX_N_LINES; line++)
    for (guint direction = 0; direction < 2; direction++)
      g_free (self->situations[line][direction]);
  G_OBJECT_CLASS (sx_target_parent_class)->finalize (object);
}

static void
sx_target_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SxTarget *self = SX_TARGET (object);

  switch (id)
    {
    case PROP_LINE:
      g_value_set_int (value, (int)self->line);
      break;
    case PROP_DIRECTION:
      g_value_set_int (value, (int)self->direction);
      break;
    case PROP_SITUATION:
      g_value_set_string (value, sx_target_get_situation (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sx_target_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SxTarget *self = SX_TARGET (object);

  switch (id)
    {
    case PROP_LINE:
      sx_target_set_line (self, (SxLine)g_value_get_int (value));
      break;
    case PROP_DIRECTION:
      sx_target_set_direction (self, (SxDirection)g_value_get_int (value));
      break;
    case PROP_SITUATION:
      sx_target_set_situation (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sx_target_class_init (SxTargetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sx_target_finalize;
  object_class->get_property = sx_target_get_property;
  object_class->set_property = sx_target_set_property;
  properties[PROP_LINE] = g_param_spec_int ("line", NULL, NULL, 0, SX_N_LINES - 1, SX_LINE_BOUNDARY, flags);
  properties[PROP_DIRECTION]
      = g_param_spec_int ("direction", NULL, NULL, SX_DIRECTION_IN, SX_DIRECTION_OUT, SX_DIRECTION_IN, flags);
  properties[PROP_SITUATION] = g_param_spec_string ("situation", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sx_target_init (SxTarget *self)
{
  self->line = SX_LINE_BOUNDARY;
  self->direction = SX_DIRECTION_IN;
}

SxTarget *
sx_target_new (void)
{
  return g_object_new (SX_TYPE_TARGET, NULL);
}

SxLine
sx_target_get_line (SxTarget *self)
{
  return self->line;
}

void
sx_target_set_line (SxTarget *self, SxLine line)
{
  g_return_if_fail (line >= 0 && line < SX_N_LINES);
  if (line == self->line)
    return;
  self->line = line;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SITUATION]);
}

SxDirection
sx_target_get_direction (SxTarget *self)
{
  return self->direction;
}

void
sx_target_set_direction (SxTarget *self, SxDirection direction)
{
  g_return_if_fail (direction == SX_DIRECTION_IN || direction == SX_DIRECTION_OUT);
  if (direction == self->direction)
    return;
  self->direction = direction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRECTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SITUATION]);
}

const char *
sx_target_get_situation (SxTarget *self)
{
  return self->situations[self->line][self->direction];
}

void
sx_target_set_situation (SxTarget *self, const char *code)
{
  char **slot = &self->situations[self->line][self->direction];

  if (g_strcmp0 (*slot, code) == 0)
    return;
  g_free (*slot);
  *slot = g_strdup (code);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SITUATION]);
}
