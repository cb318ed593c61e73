// Generated from the event definitions by `npm run validators`. Do not edit.
const check0 = validate21;
const func0 = Object.prototype.hasOwnProperty;
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.from === void 0 || !func0.call(data, "from")) && (missing0 = "from") || (data.to === void 0 || !func0.call(data, "to")) && (missing0 = "to") || (data.direction === void 0 || !func0.call(data, "direction")) && (missing0 = "direction") || (data.callId === void 0 || !func0.call(data, "callId")) && (missing0 = "callId") || (data.callUrl === void 0 || !func0.call(data, "callUrl")) && (missing0 = "callUrl"))
        return validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.from !== void 0 && func0.call(data, "from")) {
        const _errs1 = errors;
        if (typeof data.from != "string")
          return validate21.errors = [{ instancePath: instancePath + "/from", schemaPath: "#/properties/from/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.to !== void 0 && func0.call(data, "to")) {
          const _errs3 = errors;
          if (typeof data.to != "string")
            return validate21.errors = [{ instancePath: instancePath + "/to", schemaPath: "#/properties/to/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.direction !== void 0 && func0.call(data, "direction")) {
            const _errs5 = errors;
            if (typeof data.direction != "string")
              return validate21.errors = [{ instancePath: instancePath + "/direction", schemaPath: "#/properties/direction/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.callId !== void 0 && func0.call(data, "callId")) {
              const _errs7 = errors;
              if (typeof data.callId != "string")
                return validate21.errors = [{ instancePath: instancePath + "/callId", schemaPath: "#/properties/callId/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.callUrl !== void 0 && func0.call(data, "callUrl")) {
                const _errs9 = errors;
                if (typeof data.callUrl != "string")
                  return validate21.errors = [{ instancePath: instancePath + "/callUrl", schemaPath: "#/properties/callUrl/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate21.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate21.errors = vErrors, errors === 0;
}
const check1 = validate22;
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate21(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.endTime === void 0 || !func0.call(data, "endTime")) && (missing0 = "endTime") || (data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause"))
        return validate22.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.endTime !== void 0 && func0.call(data, "endTime")) {
        const _errs1 = errors;
        if (typeof data.endTime != "string")
          return validate22.errors = [{ instancePath: instancePath + "/endTime", schemaPath: "#/properties/endTime/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.cause !== void 0 && func0.call(data, "cause")) {
          const _errs3 = errors;
          if (typeof data.cause != "string")
            return validate22.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate22.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate22.errors = vErrors, errors === 0;
}
const check2 = validate24;
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return errors === 0 && !(data && typeof data == "object" && !Array.isArray(data)) ? (validate24.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1) : (validate24.errors = vErrors, errors === 0);
}
const check3 = validate25;
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate21(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.accountId === void 0 || !func0.call(data, "accountId")) && (missing0 = "accountId") || (data.applicationId === void 0 || !func0.call(data, "applicationId")) && (missing0 = "applicationId") || (data.startTime === void 0 || !func0.call(data, "startTime")) && (missing0 = "startTime"))
        return validate26.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.accountId !== void 0 && func0.call(data, "accountId")) {
        const _errs1 = errors;
        if (typeof data.accountId != "string")
          return validate26.errors = [{ instancePath: instancePath + "/accountId", schemaPath: "#/properties/accountId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.applicationId !== void 0 && func0.call(data, "applicationId")) {
          const _errs3 = errors;
          if (typeof data.applicationId != "string")
            return validate26.errors = [{ instancePath: instancePath + "/applicationId", schemaPath: "#/properties/applicationId/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.startTime !== void 0 && func0.call(data, "startTime")) {
            const _errs5 = errors;
            if (typeof data.startTime != "string")
              return validate26.errors = [{ instancePath: instancePath + "/startTime", schemaPath: "#/properties/startTime/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate26.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate26.errors = vErrors, errors === 0;
}
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate26(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.digit === void 0 || !func0.call(data, "digit")) && (missing0 = "digit"))
        return validate25.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.digit !== void 0 && func0.call(data, "digit") && typeof data.digit != "string")
        return validate25.errors = [{ instancePath: instancePath + "/digit", schemaPath: "#/properties/digit/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate25.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate25.errors = vErrors, errors === 0;
}
const check4 = validate29;
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate21(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.recordingId === void 0 || !func0.call(data, "recordingId")) && (missing0 = "recordingId"))
        return validate29.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.recordingId !== void 0 && func0.call(data, "recordingId") && typeof data.recordingId != "string")
        return validate29.errors = [{ instancePath: instancePath + "/recordingId", schemaPath: "#/properties/recordingId/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate29.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate29.errors = vErrors, errors === 0;
}
const check5 = validate31;
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate29(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.startTime === void 0 || !func0.call(data, "startTime")) && (missing0 = "startTime") || (data.endTime === void 0 || !func0.call(data, "endTime")) && (missing0 = "endTime") || (data.duration === void 0 || !func0.call(data, "duration")) && (missing0 = "duration") || (data.fileFormat === void 0 || !func0.call(data, "fileFormat")) && (missing0 = "fileFormat") || (data.channels === void 0 || !func0.call(data, "channels")) && (missing0 = "channels") || (data.status === void 0 || !func0.call(data, "status")) && (missing0 = "status"))
        return validate31.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.startTime !== void 0 && func0.call(data, "startTime")) {
        const _errs1 = errors;
        if (typeof data.startTime != "string")
          return validate31.errors = [{ instancePath: instancePath + "/startTime", schemaPath: "#/properties/startTime/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.endTime !== void 0 && func0.call(data, "endTime")) {
          const _errs3 = errors;
          if (typeof data.endTime != "string")
            return validate31.errors = [{ instancePath: instancePath + "/endTime", schemaPath: "#/properties/endTime/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.duration !== void 0 && func0.call(data, "duration")) {
            const _errs5 = errors;
            if (typeof data.duration != "string")
              return validate31.errors = [{ instancePath: instancePath + "/duration", schemaPath: "#/properties/duration/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.fileFormat !== void 0 && func0.call(data, "fileFormat")) {
              const _errs7 = errors;
              if (typeof data.fileFormat != "string")
                return validate31.errors = [{ instancePath: instancePath + "/fileFormat", schemaPath: "#/properties/fileFormat/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.channels !== void 0 && func0.call(data, "channels")) {
                let data4 = data.channels;
                const _errs9 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate31.errors = [{ instancePath: instancePath + "/channels", schemaPath: "#/properties/channels/type", keyword: "type", params: { type: "integer" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.status !== void 0 && func0.call(data, "status")) {
                  const _errs11 = errors;
                  if (typeof data.status != "string")
                    return validate31.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate31.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate31.errors = vErrors, errors === 0;
}
const check6 = validate33;
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate26(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.recordingId === void 0 || !func0.call(data, "recordingId")) && (missing0 = "recordingId") || (data.endTime === void 0 || !func0.call(data, "endTime")) && (missing0 = "endTime") || (data.duration === void 0 || !func0.call(data, "duration")) && (missing0 = "duration") || (data.fileFormat === void 0 || !func0.call(data, "fileFormat")) && (missing0 = "fileFormat") || (data.transcription === void 0 || !func0.call(data, "transcription")) && (missing0 = "transcription"))
        return validate33.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.recordingId !== void 0 && func0.call(data, "recordingId")) {
        const _errs1 = errors;
        if (typeof data.recordingId != "string")
          return validate33.errors = [{ instancePath: instancePath + "/recordingId", schemaPath: "#/properties/recordingId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.endTime !== void 0 && func0.call(data, "endTime")) {
          const _errs3 = errors;
          if (typeof data.endTime != "string")
            return validate33.errors = [{ instancePath: instancePath + "/endTime", schemaPath: "#/properties/endTime/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.duration !== void 0 && func0.call(data, "duration")) {
            const _errs5 = errors;
            if (typeof data.duration != "string")
              return validate33.errors = [{ instancePath: instancePath + "/duration", schemaPath: "#/properties/duration/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.fileFormat !== void 0 && func0.call(data, "fileFormat")) {
              const _errs7 = errors;
              if (typeof data.fileFormat != "string")
                return validate33.errors = [{ instancePath: instancePath + "/fileFormat", schemaPath: "#/properties/fileFormat/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.transcription !== void 0 && func0.call(data, "transcription")) {
                const _errs9 = errors;
                validate24(data.transcription, { instancePath: instancePath + "/transcription", parentData: data, parentDataProperty: "transcription", rootData }) || (vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors), errors = vErrors.length);
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate33.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate33.errors = vErrors, errors === 0;
}
const check7 = validate26, check8 = validate36;
function validate36(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate21(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.transferCallerId === void 0 || !func0.call(data, "transferCallerId")) && (missing0 = "transferCallerId") || (data.transferTo === void 0 || !func0.call(data, "transferTo")) && (missing0 = "transferTo"))
        return validate36.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.transferCallerId !== void 0 && func0.call(data, "transferCallerId")) {
        const _errs1 = errors;
        if (typeof data.transferCallerId != "string")
          return validate36.errors = [{ instancePath: instancePath + "/transferCallerId", schemaPath: "#/properties/transferCallerId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.transferTo !== void 0 && func0.call(data, "transferTo")) {
          const _errs3 = errors;
          if (typeof data.transferTo != "string")
            return validate36.errors = [{ instancePath: instancePath + "/transferTo", schemaPath: "#/properties/transferTo/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate36.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate36.errors = vErrors, errors === 0;
}
const check9 = validate38;
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate36(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.startTime === void 0 || !func0.call(data, "startTime")) && (missing0 = "startTime") || (data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause"))
        return validate38.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.startTime !== void 0 && func0.call(data, "startTime")) {
        const _errs1 = errors;
        if (typeof data.startTime != "string")
          return validate38.errors = [{ instancePath: instancePath + "/startTime", schemaPath: "#/properties/startTime/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.cause !== void 0 && func0.call(data, "cause")) {
          const _errs3 = errors;
          if (typeof data.cause != "string")
            return validate38.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate38.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate38.errors = vErrors, errors === 0;
}
const check10 = validate40;
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate22(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.parentCallId === void 0 || !func0.call(data, "parentCallId")) && (missing0 = "parentCallId") || (data.transferCallerId === void 0 || !func0.call(data, "transferCallerId")) && (missing0 = "transferCallerId") || (data.transferTo === void 0 || !func0.call(data, "transferTo")) && (missing0 = "transferTo"))
        return validate40.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.parentCallId !== void 0 && func0.call(data, "parentCallId")) {
        const _errs1 = errors;
        if (typeof data.parentCallId != "string")
          return validate40.errors = [{ instancePath: instancePath + "/parentCallId", schemaPath: "#/properties/parentCallId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.transferCallerId !== void 0 && func0.call(data, "transferCallerId")) {
          const _errs3 = errors;
          if (typeof data.transferCallerId != "string")
            return validate40.errors = [{ instancePath: instancePath + "/transferCallerId", schemaPath: "#/properties/transferCallerId/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.transferTo !== void 0 && func0.call(data, "transferTo")) {
            const _errs5 = errors;
            if (typeof data.transferTo != "string")
              return validate40.errors = [{ instancePath: instancePath + "/transferTo", schemaPath: "#/properties/transferTo/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate40.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate40.errors = vErrors, errors === 0;
}
const check11 = validate42;
function validate42(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate26(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.eventTime === void 0 || !func0.call(data, "eventTime")) && (missing0 = "eventTime"))
        return validate42.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.eventTime !== void 0 && func0.call(data, "eventTime") && typeof data.eventTime != "string")
        return validate42.errors = [{ instancePath: instancePath + "/eventTime", schemaPath: "#/properties/eventTime/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate42.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate42.errors = vErrors, errors === 0;
}
const check12 = validate44;
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.conferenceId === void 0 || !func0.call(data, "conferenceId")) && (missing0 = "conferenceId") || (data.name === void 0 || !func0.call(data, "name")) && (missing0 = "name"))
        return validate44.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.conferenceId !== void 0 && func0.call(data, "conferenceId")) {
        const _errs1 = errors;
        if (typeof data.conferenceId != "string")
          return validate44.errors = [{ instancePath: instancePath + "/conferenceId", schemaPath: "#/properties/conferenceId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.name !== void 0 && func0.call(data, "name")) {
          const _errs3 = errors;
          if (typeof data.name != "string")
            return validate44.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate44.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate44.errors = vErrors, errors === 0;
}
const check13 = validate45;
function validate45(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate44(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.callId === void 0 || !func0.call(data, "callId")) && (missing0 = "callId") || (data.from === void 0 || !func0.call(data, "from")) && (missing0 = "from") || (data.to === void 0 || !func0.call(data, "to")) && (missing0 = "to"))
        return validate45.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.callId !== void 0 && func0.call(data, "callId")) {
        const _errs1 = errors;
        if (typeof data.callId != "string")
          return validate45.errors = [{ instancePath: instancePath + "/callId", schemaPath: "#/properties/callId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.from !== void 0 && func0.call(data, "from")) {
          const _errs3 = errors;
          if (typeof data.from != "string")
            return validate45.errors = [{ instancePath: instancePath + "/from", schemaPath: "#/properties/from/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.to !== void 0 && func0.call(data, "to")) {
            const _errs5 = errors;
            if (typeof data.to != "string")
              return validate45.errors = [{ instancePath: instancePath + "/to", schemaPath: "#/properties/to/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate45.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate45.errors = vErrors, errors === 0;
}
const check14 = validate47;
function validate47(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate44(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.recordingId === void 0 || !func0.call(data, "recordingId")) && (missing0 = "recordingId") || (data.startTime === void 0 || !func0.call(data, "startTime")) && (missing0 = "startTime") || (data.endTime === void 0 || !func0.call(data, "endTime")) && (missing0 = "endTime") || (data.duration === void 0 || !func0.call(data, "duration")) && (missing0 = "duration") || (data.fileFormat === void 0 || !func0.call(data, "fileFormat")) && (missing0 = "fileFormat") || (data.accountId === void 0 || !func0.call(data, "accountId")) && (missing0 = "accountId") || (data.channels === void 0 || !func0.call(data, "channels")) && (missing0 = "channels") || (data.status === void 0 || !func0.call(data, "status")) && (missing0 = "status"))
        return validate47.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.recordingId !== void 0 && func0.call(data, "recordingId")) {
        const _errs1 = errors;
        if (typeof data.recordingId != "string")
          return validate47.errors = [{ instancePath: instancePath + "/recordingId", schemaPath: "#/properties/recordingId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.startTime !== void 0 && func0.call(data, "startTime")) {
          const _errs3 = errors;
          if (typeof data.startTime != "string")
            return validate47.errors = [{ instancePath: instancePath + "/startTime", schemaPath: "#/properties/startTime/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.endTime !== void 0 && func0.call(data, "endTime")) {
            const _errs5 = errors;
            if (typeof data.endTime != "string")
              return validate47.errors = [{ instancePath: instancePath + "/endTime", schemaPath: "#/properties/endTime/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.duration !== void 0 && func0.call(data, "duration")) {
              const _errs7 = errors;
              if (typeof data.duration != "string")
                return validate47.errors = [{ instancePath: instancePath + "/duration", schemaPath: "#/properties/duration/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.fileFormat !== void 0 && func0.call(data, "fileFormat")) {
                const _errs9 = errors;
                if (typeof data.fileFormat != "string")
                  return validate47.errors = [{ instancePath: instancePath + "/fileFormat", schemaPath: "#/properties/fileFormat/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.accountId !== void 0 && func0.call(data, "accountId")) {
                  const _errs11 = errors;
                  if (typeof data.accountId != "string")
                    return validate47.errors = [{ instancePath: instancePath + "/accountId", schemaPath: "#/properties/accountId/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.channels !== void 0 && func0.call(data, "channels")) {
                    let data6 = data.channels;
                    const _errs13 = errors;
                    if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6)))
                      return validate47.errors = [{ instancePath: instancePath + "/channels", schemaPath: "#/properties/channels/type", keyword: "type", params: { type: "integer" } }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0)
                    if (data.status !== void 0 && func0.call(data, "status")) {
                      const _errs15 = errors;
                      if (typeof data.status != "string")
                        return validate47.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
                      var valid0 = _errs15 === errors;
                    } else
                      var valid0 = !0;
                }
              }
            }
          }
        }
      }
    } else
      return validate47.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate47.errors = vErrors, errors === 0;
}
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.id === void 0 || !func0.call(data, "id")) && (missing0 = "id") || (data.name === void 0 || !func0.call(data, "name")) && (missing0 = "name") || (data.startTime === void 0 || !func0.call(data, "startTime")) && (missing0 = "startTime") || (data.tracks === void 0 || !func0.call(data, "tracks")) && (missing0 = "tracks"))
        return validate50.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.id !== void 0 && func0.call(data, "id")) {
        const _errs1 = errors;
        if (typeof data.id != "string")
          return validate50.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.name !== void 0 && func0.call(data, "name")) {
          const _errs3 = errors;
          if (typeof data.name != "string")
            return validate50.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.startTime !== void 0 && func0.call(data, "startTime")) {
            const _errs5 = errors;
            if (typeof data.startTime != "string")
              return validate50.errors = [{ instancePath: instancePath + "/startTime", schemaPath: "#/properties/startTime/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.tracks !== void 0 && func0.call(data, "tracks")) {
              const _errs7 = errors;
              if (!Array.isArray(data.tracks))
                return validate50.errors = [{ instancePath: instancePath + "/tracks", schemaPath: "#/properties/tracks/type", keyword: "type", params: { type: "array" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate50.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate50.errors = vErrors, errors === 0;
}
function validate49(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate50(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.destination === void 0 || !func0.call(data, "destination")) && (missing0 = "destination") || (data.type === void 0 || !func0.call(data, "type")) && (missing0 = "type"))
        return validate49.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.destination !== void 0 && func0.call(data, "destination")) {
        const _errs1 = errors;
        if (typeof data.destination != "string")
          return validate49.errors = [{ instancePath: instancePath + "/destination", schemaPath: "#/properties/destination/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.type !== void 0 && func0.call(data, "type")) {
          const _errs3 = errors;
          if (typeof data.type != "string")
            return validate49.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate49.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate49.errors = vErrors, errors === 0;
}
const check16 = validate52;
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.mediaStream === void 0 || !func0.call(data, "mediaStream")) && (missing0 = "mediaStream"))
        return validate52.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      data.mediaStream !== void 0 && func0.call(data, "mediaStream") && (validate49(data.mediaStream, { instancePath: instancePath + "/mediaStream", parentData: data, parentDataProperty: "mediaStream", rootData }) || (vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors), errors = vErrors.length));
    } else
      return validate52.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate52.errors = vErrors, errors === 0;
}
const check17 = validate55;
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate52(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause") || (data.errorMessage === void 0 || !func0.call(data, "errorMessage")) && (missing0 = "errorMessage"))
        return validate55.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.cause !== void 0 && func0.call(data, "cause")) {
        const _errs1 = errors;
        if (typeof data.cause != "string")
          return validate55.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.errorMessage !== void 0 && func0.call(data, "errorMessage")) {
          const _errs3 = errors;
          if (typeof data.errorMessage != "string")
            return validate55.errors = [{ instancePath: instancePath + "/errorMessage", schemaPath: "#/properties/errorMessage/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate55.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate55.errors = vErrors, errors === 0;
}
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate49(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.duration === void 0 || !func0.call(data, "duration")) && (missing0 = "duration"))
        return validate57.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.duration !== void 0 && func0.call(data, "duration") && typeof data.duration != "string")
        return validate57.errors = [{ instancePath: instancePath + "/duration", schemaPath: "#/properties/duration/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate57.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate57.errors = vErrors, errors === 0;
}
const check19 = validate59;
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause") || (data.mediaStream === void 0 || !func0.call(data, "mediaStream")) && (missing0 = "mediaStream"))
        return validate59.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.cause !== void 0 && func0.call(data, "cause")) {
        const _errs1 = errors;
        if (typeof data.cause != "string")
          return validate59.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.mediaStream !== void 0 && func0.call(data, "mediaStream")) {
          const _errs3 = errors;
          validate57(data.mediaStream, { instancePath: instancePath + "/mediaStream", parentData: data, parentDataProperty: "mediaStream", rootData }) || (vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors), errors = vErrors.length);
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate59.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate59.errors = vErrors, errors === 0;
}
const check21 = validate62;
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.realTimeTranscription === void 0 || !func0.call(data, "realTimeTranscription")) && (missing0 = "realTimeTranscription"))
        return validate62.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      data.realTimeTranscription !== void 0 && func0.call(data, "realTimeTranscription") && (validate50(data.realTimeTranscription, { instancePath: instancePath + "/realTimeTranscription", parentData: data, parentDataProperty: "realTimeTranscription", rootData }) || (vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors), errors = vErrors.length));
    } else
      return validate62.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate62.errors = vErrors, errors === 0;
}
const check22 = validate65;
function validate65(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate62(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause") || (data.errorMessage === void 0 || !func0.call(data, "errorMessage")) && (missing0 = "errorMessage"))
        return validate65.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.cause !== void 0 && func0.call(data, "cause")) {
        const _errs1 = errors;
        if (typeof data.cause != "string")
          return validate65.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.errorMessage !== void 0 && func0.call(data, "errorMessage")) {
          const _errs3 = errors;
          if (typeof data.errorMessage != "string")
            return validate65.errors = [{ instancePath: instancePath + "/errorMessage", schemaPath: "#/properties/errorMessage/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate65.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate65.errors = vErrors, errors === 0;
}
function validate67(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate50(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.duration === void 0 || !func0.call(data, "duration")) && (missing0 = "duration"))
        return validate67.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.duration !== void 0 && func0.call(data, "duration") && typeof data.duration != "string")
        return validate67.errors = [{ instancePath: instancePath + "/duration", schemaPath: "#/properties/duration/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate67.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate67.errors = vErrors, errors === 0;
}
const check24 = validate69;
function validate69(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.cause === void 0 || !func0.call(data, "cause")) && (missing0 = "cause") || (data.realTimeTranscription === void 0 || !func0.call(data, "realTimeTranscription")) && (missing0 = "realTimeTranscription"))
        return validate69.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.cause !== void 0 && func0.call(data, "cause")) {
        const _errs1 = errors;
        if (typeof data.cause != "string")
          return validate69.errors = [{ instancePath: instancePath + "/cause", schemaPath: "#/properties/cause/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.realTimeTranscription !== void 0 && func0.call(data, "realTimeTranscription")) {
          const _errs3 = errors;
          validate67(data.realTimeTranscription, { instancePath: instancePath + "/realTimeTranscription", parentData: data, parentDataProperty: "realTimeTranscription", rootData }) || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length);
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate69.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate69.errors = vErrors, errors === 0;
}
function validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate50(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.status === void 0 || !func0.call(data, "status")) && (missing0 = "status") || (data.url === void 0 || !func0.call(data, "url")) && (missing0 = "url") || (data.completedTime === void 0 || !func0.call(data, "completedTime")) && (missing0 = "completedTime"))
        return validate72.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.status !== void 0 && func0.call(data, "status")) {
        const _errs1 = errors;
        if (typeof data.status != "string")
          return validate72.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.url !== void 0 && func0.call(data, "url")) {
          const _errs3 = errors;
          if (typeof data.url != "string")
            return validate72.errors = [{ instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.completedTime !== void 0 && func0.call(data, "completedTime")) {
            const _errs5 = errors;
            if (typeof data.completedTime != "string")
              return validate72.errors = [{ instancePath: instancePath + "/completedTime", schemaPath: "#/properties/completedTime/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate72.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate72.errors = vErrors, errors === 0;
}
const check26 = validate74;
function validate74(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.realTimeTranscription === void 0 || !func0.call(data, "realTimeTranscription")) && (missing0 = "realTimeTranscription"))
        return validate74.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      data.realTimeTranscription !== void 0 && func0.call(data, "realTimeTranscription") && (validate72(data.realTimeTranscription, { instancePath: instancePath + "/realTimeTranscription", parentData: data, parentDataProperty: "realTimeTranscription", rootData }) || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length));
    } else
      return validate74.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate74.errors = vErrors, errors === 0;
}
const check27 = validate77;
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (validate42(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.referCallStatus === void 0 || !func0.call(data, "referCallStatus")) && (missing0 = "referCallStatus"))
        return validate77.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.referCallStatus !== void 0 && func0.call(data, "referCallStatus") && typeof data.referCallStatus != "string")
        return validate77.errors = [{ instancePath: instancePath + "/referCallStatus", schemaPath: "#/properties/referCallStatus/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return validate77.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate77.errors = vErrors, errors === 0;
}
const check28 = validate79;
function validate79(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.eventTime === void 0 || !func0.call(data, "eventTime")) && (missing0 = "eventTime") || (data.endpointId === void 0 || !func0.call(data, "endpointId")) && (missing0 = "endpointId") || (data.type === void 0 || !func0.call(data, "type")) && (missing0 = "type") || (data.status === void 0 || !func0.call(data, "status")) && (missing0 = "status") || (data.creationTimestamp === void 0 || !func0.call(data, "creationTimestamp")) && (missing0 = "creationTimestamp") || (data.expirationTimestamp === void 0 || !func0.call(data, "expirationTimestamp")) && (missing0 = "expirationTimestamp"))
        return validate79.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.eventTime !== void 0 && func0.call(data, "eventTime")) {
        const _errs1 = errors;
        if (typeof data.eventTime != "string")
          return validate79.errors = [{ instancePath: instancePath + "/eventTime", schemaPath: "#/properties/eventTime/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.endpointId !== void 0 && func0.call(data, "endpointId")) {
          const _errs3 = errors;
          if (typeof data.endpointId != "string")
            return validate79.errors = [{ instancePath: instancePath + "/endpointId", schemaPath: "#/properties/endpointId/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.type !== void 0 && func0.call(data, "type")) {
            const _errs5 = errors;
            if (typeof data.type != "string")
              return validate79.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.status !== void 0 && func0.call(data, "status")) {
              const _errs7 = errors;
              if (typeof data.status != "string")
                return validate79.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.creationTimestamp !== void 0 && func0.call(data, "creationTimestamp")) {
                const _errs9 = errors;
                if (typeof data.creationTimestamp != "string")
                  return validate79.errors = [{ instancePath: instancePath + "/creationTimestamp", schemaPath: "#/properties/creationTimestamp/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.expirationTimestamp !== void 0 && func0.call(data, "expirationTimestamp")) {
                  const _errs11 = errors;
                  if (typeof data.expirationTimestamp != "string")
                    return validate79.errors = [{ instancePath: instancePath + "/expirationTimestamp", schemaPath: "#/properties/expirationTimestamp/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate79.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate79.errors = vErrors, errors === 0;
}
const check29 = validate80;
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.accountId === void 0 || !func0.call(data, "accountId")) && (missing0 = "accountId") || (data.endpointId === void 0 || !func0.call(data, "endpointId")) && (missing0 = "endpointId") || (data.deviceId === void 0 || !func0.call(data, "deviceId")) && (missing0 = "deviceId") || (data.timestamp === void 0 || !func0.call(data, "timestamp")) && (missing0 = "timestamp"))
        return validate80.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.accountId !== void 0 && func0.call(data, "accountId")) {
        const _errs1 = errors;
        if (typeof data.accountId != "string")
          return validate80.errors = [{ instancePath: instancePath + "/accountId", schemaPath: "#/properties/accountId/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.endpointId !== void 0 && func0.call(data, "endpointId")) {
          const _errs3 = errors;
          if (typeof data.endpointId != "string")
            return validate80.errors = [{ instancePath: instancePath + "/endpointId", schemaPath: "#/properties/endpointId/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.deviceId !== void 0 && func0.call(data, "deviceId")) {
            const _errs5 = errors;
            if (typeof data.deviceId != "string")
              return validate80.errors = [{ instancePath: instancePath + "/deviceId", schemaPath: "#/properties/deviceId/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.timestamp !== void 0 && func0.call(data, "timestamp")) {
              let data3 = data.timestamp;
              const _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate80.errors = [{ instancePath: instancePath + "/timestamp", schemaPath: "#/properties/timestamp/type", keyword: "type", params: { type: "integer" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate80.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate80.errors = vErrors, errors === 0;
}
const validators = { initiate: check0, answer: check0, redirect: check0, disconnect: check1, gather: check0, partialgather: check2, dtmf: check3, recordComplete: check4, recordingAvailable: check5, transcriptionAvailable: check6, bridgeComplete: check7, bridgeTargetComplete: check7, transferAnswer: check8, transferComplete: check9, transferDisconnect: check10, machineDetectionComplete: check11, conferenceCreated: check12, conferenceMemberJoin: check13, conferenceMemberExit: check13, conferenceRedirect: check12, conferenceCompleted: check12, conferenceRecordingAvailable: check14, mediaStreamStarted: check16, mediaStreamRejected: check17, mediaStreamStopped: check19, realTimeTranscriptionStarted: check21, realTimeTranscriptionRejected: check22, realTimeTranscriptionStopped: check24, realTimeTranscriptionAvailable: check26, referComplete: check27, DEVICE_CONNECTED: check28, DEVICE_DISCONNECTED: check28, endpointConnected: check29, endpointDisconnected: check29, endpointEligible: check29, endpointIneligible: check29, outboundConnectionRequest: check2, connectStatus: check2 };
export {
  validators
};
