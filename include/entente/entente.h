/* All of Entente. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include "entente/balance.h"
#include "entente/check.h"
#include "entente/claims.h"
#include "entente/core.h"
#include "entente/day.h"
#include "entente/dynamics.h"
#include "entente/effects.h"
#include "entente/events.h"
#include "entente/history.h"
#include "entente/import.h"
#include "entente/json.h"
#include "entente/landscape.h"
#include "entente/measure.h"
#include "entente/model.h"
#include "entente/network.h"
#include "entente/report.h"
#include "entente/saom.h"
#include "entente/saom_fit.h"
#include "entente/saom_gof.h"
#include "entente/forecast.h"
#include "entente/drift.h"
#include "entente/scenario.h"
#include "entente/score.h"
#include "entente/snapshot.h"
#include "entente/system.h"
#include "entente/table.h"
#include "entente/tie.h"
#include "entente/world.h"

#endif
